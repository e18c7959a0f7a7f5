"""Recorded reasons that lift one deadline: regs 5(4), 8, 10(4), 13(3) and 27(3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.process.errors import ExemptionEndsBeforeStart
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import ExemptionTooShort
from hcc.ehcportal.process.errors import NotLiftable
from hcc.ehcportal.process.keys import AdviceClause
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.rules import RuleSet


# A closure or an absence counts where it lasts this long without a break.
FOUR_WEEKS = timedelta(weeks=4)

_LASTING = frozenset(
    {
        Clause.SCHOOL_CLOSED,
        Clause.EARLY_YEARS_CLOSED,
        Clause.AWAY,
        AdviceClause.ABSENT,
    }
)


@dataclass(frozen=True)
class Exemption:
    """One reason with its dates: it lifts its deadline and pauses no clock."""

    deadline: Deadline
    clause: Clause | AdviceClause
    start: date
    end: date
    who: str
    evidence: str
    text: str
    recorded_by: str
    recorded_at: datetime


def check_exemption(
    exemption: Exemption,
    counted_from: date,
    rules: RuleSet,
    *,
    count_receipt_day: bool = False,
) -> None:
    """Raise a ``ProcessError`` unless the exemption can lift its deadline.

    Its clause must be one that the law names for the deadline, and at least one of its
    days must lie in the period that the deadline measures: from ``counted_from``, for
    most the day the request was received, to its last day.
    """
    if exemption.clause not in rules.rules[exemption.deadline].lifted_by:
        raise NotLiftable(exemption.deadline)
    if exemption.end < exemption.start:
        raise ExemptionEndsBeforeStart(exemption.end.isoformat())
    last_day = rules.last_day(
        exemption.deadline, counted_from, count_receipt_day=count_receipt_day
    )
    if exemption.end < counted_from or exemption.start > last_day:
        raise ExemptionOutsidePeriod(exemption.start.isoformat())


def check_length(exemption: Exemption) -> None:
    """Raise ``ExemptionTooShort`` for a closure or an absence of less than 4 weeks.

    Both of its days count (clauses a, b and d; an absence under reg 8).
    """
    lasted = exemption.end - exemption.start + timedelta(days=1)
    if exemption.clause in _LASTING and lasted < FOUR_WEEKS:
        raise ExemptionTooShort(exemption.end.isoformat())
