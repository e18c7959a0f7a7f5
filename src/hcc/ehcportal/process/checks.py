"""Whether the events of a case can have happened in this order."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal.process.deadlines import rule_set_on
from hcc.ehcportal.process.deadlines import RULE_SETS
from hcc.ehcportal.process.errors import BeforeDecision
from hcc.ehcportal.process.errors import BeforePlan
from hcc.ehcportal.process.errors import BeforeReassessmentRequest
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.errors import NoDecision
from hcc.ehcportal.process.errors import NoTransferYear
from hcc.ehcportal.process.errors import OutOfCalendar
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.keys import Event


FIRST_DAY = RULE_SETS[0].valid_from

# Beyond it a date is a slip of the finger, and no bank holidays are known.
LAST_DAY = date(2100, 12, 31)

# What cannot lie before what; that nothing lies before the request comes first.
_ORDER = (
    (Event.LAST_REVIEW, Event.PLAN_ISSUED, BeforePlan),
    (Event.MEETING, Event.PLAN_ISSUED, BeforePlan),
    (Event.REASSESSMENT_REQUESTED, Event.PLAN_ISSUED, BeforePlan),
    (Event.REASSESSMENT_NOTICE, Event.PLAN_ISSUED, BeforePlan),
    (
        Event.REASSESSMENT_NOTICE,
        Event.REASSESSMENT_REQUESTED,
        BeforeReassessmentRequest,
    ),
    (Event.MEDIATION_REFUSED, Event.DECISION, BeforeDecision),
    (Event.CERTIFICATE, Event.DECISION, BeforeDecision),
)


def check_events(events: Events) -> None:
    """Raise a ``ProcessError`` for events that make no sense together."""
    if events.received is not None:
        rule_set_on(events.received)
    days = dict(events.days())
    _check_calendar(days)
    _check_transfer(events)
    for event, day in days.items():
        if events.received is not None and day < events.received:
            raise BeforeRequest(day.isoformat(), event)
    for later, earlier, error in _ORDER:
        if later in days and earlier in days and days[later] < days[earlier]:
            raise error(days[later].isoformat(), later)
    if events.certificate is not None and events.decision is None:
        raise NoDecision(events.certificate.isoformat())


def _check_calendar(days: dict[Event, date]) -> None:
    for event, day in days.items():
        if not FIRST_DAY <= day <= LAST_DAY:
            raise OutOfCalendar(day.isoformat(), event)


def _check_transfer(events: Events) -> None:
    year = events.transfer_year
    if year is None:
        if events.post_16:
            raise NoTransferYear
        return
    if not FIRST_DAY.year < year <= LAST_DAY.year:
        raise OutOfCalendar(str(year), Event.TRANSFER_YEAR)
    if events.received is not None and year < events.received.year:
        raise BeforeRequest(str(year), Event.TRANSFER_YEAR)
