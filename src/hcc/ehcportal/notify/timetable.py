"""What is new in the timetable of a case, by whichever way it was changed.

A case keeps what its family was last told of. What differs from it is new: who changes
a case does not have to say what they changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.access.roles import SHOWN
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import appeal_day
from hcc.ehcportal.content.overview import DateEntry
from hcc.ehcportal.content.overview import dates_of
from hcc.ehcportal.content.overview import family_day
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.notify.notices import DATE
from hcc.ehcportal.notify.notices import DECISION
from hcc.ehcportal.notify.notices import DRAFT_PLAN
from hcc.ehcportal.notify.notices import FINAL_PLAN
from hcc.ehcportal.notify.telling import tell
from hcc.ehcportal.process.keys import Deadline
from plone import api
from zope.annotation.interfaces import IAnnotations

import transaction


_KEY = "hcc.ehcportal.told_timetable"

# So many cases are read before those that were read are let go from memory.
_BATCH = 500

# Days that are told of as what happened on them: the field, the kind of notice, and the
# last days that follow from it and need no words of their own.
_EVENTS = (
    ("decision_sent", DECISION, {Deadline.APPEAL, Deadline.MEDIATION_CONTACT}),
    ("draft_served", DRAFT_PLAN, {Deadline.DRAFT_COMMENT}),
    ("plan_issued", FINAL_PLAN, {Deadline.APPEAL}),
)


@dataclass(frozen=True)
class Told:
    """What a family knows of a timetable: its days to come, and the days of events."""

    days: frozenset[tuple[str, date]]
    events: tuple[date | None, ...]


def note_timetable(case) -> None:
    """Take it that the family knows the timetable as it is."""
    IAnnotations(case)[_KEY] = _present(case)


def note_all_timetables() -> None:
    """Take it that every family of the site knows its timetable as it is."""
    catalog = api.portal.get_tool("portal_catalog")
    for number, brain in enumerate(
        catalog.unrestrictedSearchResults(portal_type="EHCCase"), 1
    ):
        case = brain._unrestrictedGetObject()
        if state_of(case) in SHOWN:
            note_timetable(case)
        if number % _BATCH == 0:
            transaction.savepoint(optimistic=True)
            case._p_jar.cacheGC()


def tell_timetable(case) -> None:
    """Tell the family what is new in the timetable since they were last told."""
    told, present = IAnnotations(case).get(_KEY), _present(case)
    if told == present:
        return
    IAnnotations(case)[_KEY] = present
    if told is not None:
        said = _tell_events(case, told)
        _tell_days(case, told, said)


def _tell_events(case, told: Told) -> set[str]:
    """Tell what has happened, and return the dates that need no words of their own."""
    said = set()
    for (field, kind, follows), before in zip(_EVENTS, told.events, strict=True):
        day = getattr(case, field)
        if day is not None and day != before:
            tell(case, kind, until=_last_day(case, kind))
            said |= follows
    return said


def _tell_days(case, told: Told, said: set[str]) -> None:
    for entry in _days(case):
        is_new = (entry.key, entry.day) not in told.days
        if is_new and entry.day >= today() and entry.key not in said:
            tell(case, DATE, stage=entry.key, until=entry.day)


def _last_day(case, kind: str) -> date | None:
    """Return the family's own last day after an event, unless it is over."""
    if kind == DRAFT_PLAN:
        day = family_day(case)
    else:
        # An appeal is against the letter; a plan issued without one starts no time.
        day = appeal_day(case)
        if kind == FINAL_PLAN and case.decision_sent != case.plan_issued:
            day = None
    return day if day and day >= today() else None


def _present(case) -> Told:
    return Told(
        days=frozenset((entry.key, entry.day) for entry in _days(case)),
        events=tuple(getattr(case, field) for field, _kind, _follows in _EVENTS),
    )


def _days(case) -> list[DateEntry]:
    return [entry for entry in dates_of(case) if entry.kind != "done"]
