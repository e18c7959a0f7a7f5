"""Recorded reasons that lift one deadline (regs 5(4), 10(4), 13(3))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import RuleSet
from hcc.ehcportal.process.errors import ExemptionEndsBeforeStart
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import NotLiftable


@dataclass(frozen=True)
class Exemption:
    """One reason with its dates: it lifts its deadline and pauses no clock."""

    deadline: Deadline
    clause: Clause
    start: date
    end: date
    who: str
    evidence: str
    text: str
    recorded_by: str
    recorded_at: datetime


def check_exemption(
    exemption: Exemption,
    request_received: date,
    rules: RuleSet,
    *,
    count_receipt_day: bool = False,
) -> None:
    """Raise a ``ProcessError`` unless the exemption can lift its deadline.

    Its clause must be one that the law names for the deadline, and at least one of its
    days must lie in the period from the request to the deadline's last day.
    """
    if exemption.clause not in rules.rules[exemption.deadline].lifted_by:
        raise NotLiftable(exemption.deadline)
    if exemption.end < exemption.start:
        raise ExemptionEndsBeforeStart(exemption.end.isoformat())
    last_day = rules.last_day(
        exemption.deadline, request_received, count_receipt_day=count_receipt_day
    )
    if exemption.end < request_received or exemption.start > last_day:
        raise ExemptionOutsidePeriod(exemption.start.isoformat())
