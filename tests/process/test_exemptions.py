"""An exemption lifts one deadline; it must have a reason that the law names."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import Rule
from hcc.ehcportal.process.deadlines import RuleSet
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.errors import ExemptionEndsBeforeStart
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import NotLiftable
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.exemptions import check_exemption
from hcc.ehcportal.process.exemptions import Exemption

import pytest


RECEIVED = date(2024, 9, 1)
LAST_DAY = date(2024, 10, 13)


def exemption(start, end, clause=Clause.AWAY):
    return Exemption(
        deadline=Deadline.REQUEST_OUTCOME,
        clause=clause,
        start=start,
        end=end,
        who="Tony Bread",
        evidence="Letter",
        text="Away with the family.",
        recorded_by="robert",
        recorded_at=datetime(2024, 10, 4, 12),
    )


def check(start, end, rules=SEND_REGULATIONS_2014, **house_rule):
    check_exemption(exemption(start, end), RECEIVED, rules, **house_rule)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (RECEIVED, LAST_DAY),
        (RECEIVED - timedelta(days=30), RECEIVED),
        (LAST_DAY, LAST_DAY + timedelta(days=30)),
        (RECEIVED - timedelta(days=30), LAST_DAY + timedelta(days=30)),
    ],
)
def test_one_day_in_the_period_is_enough(start, end):
    assert check(start, end) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (RECEIVED - timedelta(days=30), RECEIVED - timedelta(days=1)),
        (LAST_DAY + timedelta(days=1), LAST_DAY + timedelta(days=30)),
    ],
)
def test_days_outside_the_period_lift_nothing(start, end):
    with pytest.raises(ExemptionOutsidePeriod) as caught:
        check(start, end)
    assert caught.value.field == "start"


def test_the_house_rule_shortens_the_period_by_its_last_day():
    with pytest.raises(ExemptionOutsidePeriod):
        check(LAST_DAY, LAST_DAY, count_receipt_day=True)


def test_an_exemption_does_not_end_before_it_starts():
    with pytest.raises(ExemptionEndsBeforeStart) as caught:
        check(LAST_DAY, RECEIVED)
    assert caught.value.field == "end"


def test_a_deadline_that_the_law_lifts_for_nobody_is_not_lifted():
    rule = Rule(Deadline.REQUEST_OUTCOME, 6, "reg 0", frozenset())
    rules = RuleSet("strict", date(2014, 9, 1), None, {rule.key: rule})
    with pytest.raises(NotLiftable) as caught:
        check(RECEIVED, LAST_DAY, rules)
    assert caught.value.field == "clause"


def test_every_error_names_the_field_to_put_right():
    fields = {error.__name__: error.field for error in ProcessError.__subclasses__()}
    assert fields == {
        "DueBeforeRequest": "due_date",
        "ExemptionEndsBeforeStart": "end",
        "ExemptionOutsidePeriod": "start",
        "NoRuleSet": "request_received",
        "NotLiftable": "clause",
        "RequestBeforeBirth": "request_received",
    }
