"""Reminding a family of its own last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import family_day
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.notices import REMINDER
from hcc.ehcportal.notify.telling import holders_of
from hcc.ehcportal.notify.telling import tell
from hcc.ehcportal.process.calendar import days_before
from hcc.ehcportal.process.calendar import days_of
from plone import api
from zope.annotation.interfaces import IAnnotations


# How long before it a family is reminded.
_DAYS = 5

_KEY = "hcc.ehcportal.reminded_on"


def remind(portal) -> None:
    """Remind the families whose last day comes near, in the first round of a day.

    A day on which nobody sent anything is caught up with.
    """
    if IAnnotations(portal).get(_KEY) == today():
        return
    IAnnotations(portal)[_KEY] = today()
    for case in _cases_near_their_day(portal):
        day = family_day(case)
        if day and days_before(day, _DAYS) <= today() <= day and _is_awaited(case):
            _remind(case, day)


def _remind(case, day: date) -> None:
    """Remind everybody who was not reminded of this day before."""
    reminded = {
        notice.adult
        for notice in Notices(case).all()
        if (notice.kind, notice.until) == (REMINDER, day)
    }
    adults = set(holders_of(case)) - reminded
    if adults:
        tell(case, REMINDER, until=day, only=adults)


def _is_awaited(case) -> bool:
    """Whether it still matters what the family says of the draft."""
    over = {
        stage.reading.key for stage in stages_of(case) if not stage.reading.is_awaited
    }
    return case.plan_issued is None and "final_plan" not in over


def _cases_near_their_day(portal) -> Iterator:
    days = [today().isoformat(), days_of(today(), _DAYS).isoformat()]
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(
        portal_type="EHCCase",
        path="/".join(portal.getPhysicalPath()),
        ehc_family_day={"query": days, "range": "min:max"},
    ):
        case = brain._unrestrictedGetObject()
        if state_of(case) == "open":
            yield case
