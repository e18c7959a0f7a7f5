"""Every date that the law sets for one case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hcc.ehcportal.process.checks import check_events
from hcc.ehcportal.process.deadlines import rule_set_on
from hcc.ehcportal.process.deadlines import RULE_SETS
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.house import THE_LAW
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.rules import RuleSet


def rules_for(received: date, house: HouseRules = THE_LAW) -> RuleSet:
    """Return the rules of a request received on this day, as the council keeps them.

    A case keeps the set that was in force on that day.
    """
    return house.applied_to(rule_set_on(received))


def timetable(
    events: Events, house: HouseRules = THE_LAW, rules: RuleSet | None = None
) -> Mapping[Deadline, date]:
    """Return the legal last day of every deadline that the events determine.

    The mapping is immutable and in the order of the law's table. Events that make no
    sense together raise a ``ProcessError`` that names the field. ``rules`` stand in
    for those of the day of the request, for a rule set that is being tried out.
    """
    check_events(events)
    return house.applied_to(rules or rules_of(events)).legal_days(events)


def rules_of(events: Events) -> RuleSet:
    """Return the rules of the request, or of the first day known of the case."""
    if events.received is not None:
        return rule_set_on(events.received)
    days = [day for _, day in events.days()]
    if events.transfer_year is not None:
        days.append(date(events.transfer_year, 1, 1))
    return rule_set_on(min(days)) if days else RULE_SETS[-1]
