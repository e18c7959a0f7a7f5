"""What a council may decide for itself about the clock."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import lru_cache
from hcc.ehcportal.process.deadlines import rule_set
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.errors import TooFewCommentDays
from hcc.ehcportal.process.errors import TooManyCommentDays
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.rules import Period
from hcc.ehcportal.process.rules import Rule
from hcc.ehcportal.process.rules import RuleSet
from types import MappingProxyType


LEAST_COMMENT_DAYS = SEND_REGULATIONS_2014.rules[Deadline.DRAFT_COMMENT].amount

# A council that gave more than the 20 weeks of reg 13(2) has mistyped.
MOST_COMMENT_DAYS = 140


@dataclass(frozen=True)
class HouseRules:
    """The council's own rules: none may give a family less than the law does.

    ``count_receipt_day`` makes the day a request was received day 1. ``comment_days``
    are those for comments on a draft, at least 15 (reg 13(1)). ``rule_set`` is the
    reference of the set that the council works to; a case keeps the one that was in
    force on the day of its request, see ``rule_set_on``.
    """

    count_receipt_day: bool = False
    comment_days: int = LEAST_COMMENT_DAYS
    rule_set: str = SEND_REGULATIONS_2014.id

    def __post_init__(self) -> None:
        rule_set(self.rule_set)
        if self.comment_days < LEAST_COMMENT_DAYS:
            raise TooFewCommentDays(str(self.comment_days))
        if self.comment_days > MOST_COMMENT_DAYS:
            raise TooManyCommentDays(str(self.comment_days))

    def applied_to(self, rules: RuleSet) -> RuleSet:
        """Return ``rules`` as this council keeps them."""
        return rules if self == THE_LAW else _applied(self, rules)


THE_LAW = HouseRules()


@lru_cache
def _applied(house: HouseRules, rules: RuleSet) -> RuleSet:
    adapted = {key: _adapted(house, rule) for key, rule in rules.rules.items()}
    return replace(rules, rules=MappingProxyType(adapted))


def _adapted(house: HouseRules, rule: Rule) -> Rule:
    if rule.at_least:
        rule = replace(rule, terms=tuple(_extended(house, t) for t in rule.terms))
    return rule.counting_receipt() if house.count_receipt_day else rule


def _extended(house: HouseRules, term: Period) -> Period:
    return replace(term, amount=max(term.amount, house.comment_days))
