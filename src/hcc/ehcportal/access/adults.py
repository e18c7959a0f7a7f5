"""The adults of a case, to whom staff can write."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.drafting import Letter
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from hcc.ehcportal.content.vocabularies import title_of


@dataclass(frozen=True)
class Adult:
    """Somebody with access to a case; ``id`` is their user id."""

    id: str
    name: str
    relationship: str


def adults_of(case) -> list[Adult]:
    """Return those who have access to a case today, by name."""
    register = AccessRegister(aq_parent(aq_inner(case)))
    found = [
        Adult(
            grant.adult,
            full_name(grant.adult),
            title_of(RELATIONSHIPS, grant.relationship),
        )
        for grant in register.grants_for(case.getId())
        if grant.holds_on(today())
    ]
    return sorted(found, key=lambda adult: (adult.name, adult.id))


def receivers_of(letter: Letter, adults: list[Adult]) -> list[Adult]:
    """Return those of a case's adults who get a letter if it is sent today."""
    if not letter.addressees:
        return adults
    return [adult for adult in adults if adult.id in letter.addressees]


def lost_names(draft, adults: list[Adult]) -> tuple[str, ...]:
    """Return the names of those whom a draft is for and who have no access any more."""
    present = {adult.id for adult in adults}
    return tuple(full_name(each) for each in draft.addressees if each not in present)
