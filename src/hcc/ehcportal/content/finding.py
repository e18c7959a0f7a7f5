"""Keeping what staff find cases by: the catalog follows what happens in a case."""

from __future__ import annotations

from Acquisition import aq_base
from collections.abc import Iterator
from contextlib import contextmanager
from hcc.ehcportal.content.indexers import INDEXES
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.stage import case_of
from plone import api


# The house rules that move days; their reference is only named.
_MOVING = ("count_receipt_day", "comment_days")

# So many cases are read before those that were read are let go from memory.
_BATCH = 500


def find_case_anew(content, event) -> None:
    """Index a case again after something in it was changed."""
    case = case_of(content)
    if case is not None:
        # What lists show of a case without it, its own changes bring up to date.
        case.reindexObject(idxs=list(INDEXES), update_metadata=False)


def find_cases_after_rules(settings, event) -> None:
    """Index all cases again after a house rule that moves their days."""
    if event.record.fieldName in _MOVING and event.oldValue != event.newValue:
        find_cases_anew()


def find_cases_after_guide(guide, event) -> None:
    """Index all cases again after the deadline of a stage was changed."""
    changed = {
        name.rpartition(".")[2]
        for description in event.descriptions
        for name in getattr(description, "attributes", ())
    }
    if not changed or changed & {"deadline", "key"}:
        find_cases_anew(portal_of(guide))


def find_cases_after_guides(guide, event) -> None:
    """Index the cases of a portal again after it has one stage guide more or less."""
    # With a whole portal its cases come and go, and another name moves no day.
    if aq_base(event.object) is not aq_base(guide):
        return
    if event.oldParent is not event.newParent:
        for folder in filter(None, (event.oldParent, event.newParent)):
            find_cases_anew(portal_of(folder))


@contextmanager
def cases_following(guide) -> Iterator[None]:
    """Index the cases again if what is done meanwhile to a stage guide moves them."""
    before = guide.key, guide.deadline
    yield
    if (guide.key, guide.deadline) != before:
        find_cases_anew(portal_of(guide))


def find_cases_anew(portal=None) -> None:
    """Index the cases of a portal or the site again: minutes in a large council."""
    catalog = api.portal.get_tool("portal_catalog")
    place = {} if portal is None else {"path": "/".join(portal.getPhysicalPath())}
    cases = catalog.unrestrictedSearchResults(portal_type="EHCCase", **place)
    for number, brain in enumerate(cases, 1):
        case = brain._unrestrictedGetObject()
        catalog.catalog_object(case, idxs=list(INDEXES), update_metadata=False)
        if number % _BATCH == 0:
            case._p_jar.cacheGC()
