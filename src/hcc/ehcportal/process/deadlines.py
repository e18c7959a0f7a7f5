"""The deadlines of the law, as data with the days between which it was in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hcc.ehcportal.process.calendar import weeks_of
from hcc.ehcportal.process.errors import NoRuleSet
from types import MappingProxyType


class Clause(StrEnum):
    """The exemptions of regs 5(4), 10(4), 13(3) and 27(3) that lift a deadline."""

    SCHOOL_CLOSED = "a"
    EARLY_YEARS_CLOSED = "b"
    EXCEPTIONAL = "c"
    AWAY = "d"


class Deadline(StrEnum):
    """The keys of the deadlines, as the statutory clock names them."""

    REQUEST_OUTCOME = "request_outcome"
    PLAN_DECISION = "plan_decision"
    FINAL_PLAN = "final_plan"


@dataclass(frozen=True)
class Rule:
    """One deadline: so many weeks of the request, and what may lift it."""

    key: Deadline
    weeks: int
    source: str
    lifted_by: frozenset[Clause]


@dataclass(frozen=True)
class RuleSet:
    """The rules in force from ``valid_from`` until ``valid_to`` (None: today's law)."""

    id: str
    valid_from: date
    valid_to: date | None
    rules: Mapping[Deadline, Rule]

    def in_force_on(self, day: date) -> bool:
        """Tell whether these rules governed a request received on ``day``."""
        return self.valid_from <= day and (
            self.valid_to is None or day <= self.valid_to
        )

    def last_day(
        self, key: Deadline, request_received: date, *, count_receipt_day: bool = False
    ) -> date:
        """Return the last day that the law allows for ``key``."""
        return weeks_of(
            request_received,
            self.rules[key].weeks,
            count_event_day=count_receipt_day,
        )


_ALL_CLAUSES = frozenset(Clause)

SEND_REGULATIONS_2014 = RuleSet(
    id="send-regulations-2014",
    # The Regulations came into force on 1 September 2014 (SI 2014/1530, reg 1).
    valid_from=date(2014, 9, 1),
    valid_to=None,
    rules=MappingProxyType(
        {
            rule.key: rule
            for rule in (
                Rule(Deadline.REQUEST_OUTCOME, 6, "reg 5(1)", _ALL_CLAUSES),
                Rule(Deadline.PLAN_DECISION, 16, "reg 10(1)", _ALL_CLAUSES),
                Rule(Deadline.FINAL_PLAN, 20, "reg 13(2)", _ALL_CLAUSES),
            )
        }
    ),
)

RULE_SETS = (SEND_REGULATIONS_2014,)


def rule_set_on(day: date) -> RuleSet:
    """Return the rules that a request received on ``day`` keeps.

    Raises ``NoRuleSet`` for a day before the Regulations came into force.
    """
    for rules in RULE_SETS:
        if rules.in_force_on(day):
            return rules
    raise NoRuleSet(day.isoformat())
