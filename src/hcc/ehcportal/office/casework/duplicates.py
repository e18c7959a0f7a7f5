"""Cases that are perhaps the same child's, found by the catalog before one is made."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher
from hcc.ehcportal.access.references import cases_with
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.indexers import plain_name
from hcc.ehcportal.content.portal import portal_of
from plone import api

import re


# How much of two names must be the same, from 0 to 1. One part of a name that is the
# same is enough: few children are born on the same day.
_ALIKE = 0.7

# More families than this are no choice but a search of their own.
MOST_FAMILIES = 20


def similar_cases(families, name: str, born: date, reference: str | None) -> list:
    """Return the cases with the birth date and a similar name, or the reference."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.searchResults(
        portal_type="EHCCase",
        path="/".join(families.getPhysicalPath()),
        ehc_birth=born.isoformat(),
    )
    found = [
        case for brain in brains if is_similar((case := brain.getObject()).title, name)
    ]
    if reference:
        found += visible_cases(cases_with(portal_of(families), reference))
    return list({case.getId(): case for case in found}.values())


def is_similar(one: str, other: str) -> bool:
    """Tell whether two names could be the same child's."""
    one, other = plain_name(one), plain_name(other)
    if set(one.split()) & set(other.split()):
        return True
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def families_named(families, name: str) -> list:
    """Return the families whose name has these words or begins of words in it."""
    words = re.findall(r"\w+", name)
    if not words:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.searchResults(
        portal_type="EHCFamily",
        path="/".join(families.getPhysicalPath()),
        # With the star no word is taken for one of the query language.
        Title=" AND ".join(f"{word}*" for word in words),
        sort_on="sortable_title",
        sort_limit=MOST_FAMILIES,
    )
    found = [brain.getObject() for brain in brains[:MOST_FAMILIES]]
    return [
        family
        for family in found
        if api.user.has_permission("hcc.ehcportal: Add case", obj=family)
    ]
