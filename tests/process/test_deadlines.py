"""The worked examples of the statutory clock, and what holds for every request."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process.calendar import days_late
from hcc.ehcportal.process.calendar import weeks_of
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import Rule
from hcc.ehcportal.process.deadlines import rule_set_on
from hcc.ehcportal.process.deadlines import RuleSet
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.errors import NoRuleSet
from hypothesis import given
from hypothesis import strategies as st

import pytest


GUIDE_REQUEST = date(2024, 9, 1)

IN_FORCE = date(2014, 9, 1)

days = st.dates(IN_FORCE, date(2040, 12, 31))
deadlines = st.sampled_from(Deadline)


def last_day(key, received, **house_rule):
    return rule_set_on(received).last_day(key, received, **house_rule)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Deadline.REQUEST_OUTCOME, date(2024, 10, 13)),
        (Deadline.PLAN_DECISION, date(2024, 12, 22)),
        (Deadline.FINAL_PLAN, date(2025, 1, 19)),
    ],
)
def test_the_request_of_the_guide_has_these_last_days(key, expected):
    assert last_day(key, GUIDE_REQUEST) == expected


def test_the_house_rule_counts_the_day_of_receipt_as_the_guides_panel_does():
    day = last_day(Deadline.REQUEST_OUTCOME, GUIDE_REQUEST, count_receipt_day=True)
    assert day == date(2024, 10, 12)


@given(days, deadlines)
def test_a_last_day_falls_on_the_weekday_of_the_request(received, key):
    assert last_day(key, received).weekday() == received.weekday()


@given(days, deadlines)
def test_the_day_of_the_request_is_left_out(received, key):
    weeks = SEND_REGULATIONS_2014.rules[key].weeks
    counted = [received + timedelta(days=n) for n in range(1, weeks * 7 + 1)]
    assert counted[-1] == last_day(key, received)
    assert len(counted) == weeks * 7


@given(days, deadlines)
def test_counting_the_day_of_receipt_makes_it_day_one(received, key):
    weeks = SEND_REGULATIONS_2014.rules[key].weeks
    counted = [received + timedelta(days=n) for n in range(weeks * 7)]
    assert counted[0] == received
    assert counted[-1] == last_day(key, received, count_receipt_day=True)


@given(days, days, deadlines, st.booleans())
def test_a_later_request_never_has_an_earlier_last_day(one, other, key, house_rule):
    earlier, later = sorted((one, other))
    assert last_day(key, earlier, count_receipt_day=house_rule) <= last_day(
        key, later, count_receipt_day=house_rule
    )


@given(days, st.booleans())
def test_the_outcome_comes_before_the_decision_and_the_decision_before_the_plan(
    received, house_rule
):
    one, two, three = (
        last_day(key, received, count_receipt_day=house_rule)
        for key in (
            Deadline.REQUEST_OUTCOME,
            Deadline.PLAN_DECISION,
            Deadline.FINAL_PLAN,
        )
    )
    assert received < one < two < three


@given(days, deadlines)
def test_the_house_rule_is_one_day_stricter_than_the_law(received, key):
    legal = last_day(key, received)
    strict = last_day(key, received, count_receipt_day=True)
    assert legal - strict == timedelta(days=1)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2024, 11, 13), date(2024, 12, 25)),  # Christmas Day stays
        (date(2024, 2, 17), date(2024, 3, 30)),  # over a 29 February, to a Saturday
        (date(2023, 12, 31), date(2024, 2, 11)),  # over New Year, to a Sunday
    ],
)
def test_nothing_rolls_forward_over_a_weekend_or_a_holiday(received, expected):
    assert last_day(Deadline.REQUEST_OUTCOME, received) == expected


def test_a_change_of_summer_time_moves_no_last_day():
    assert weeks_of(date(2024, 10, 26), 1) == date(2024, 11, 2)


@given(days, st.integers(0, 400))
def test_lateness_counts_whole_days_after_the_last_day(due, over):
    assert days_late(due, due + timedelta(days=over)) == over


@given(days, st.integers(0, 400))
def test_nothing_is_late_on_or_before_its_last_day(due, under):
    assert days_late(due, due - timedelta(days=under)) == 0


def test_the_regulations_govern_requests_from_the_day_they_came_into_force():
    assert rule_set_on(IN_FORCE) is SEND_REGULATIONS_2014


@given(st.dates(date(1990, 1, 1), IN_FORCE - timedelta(days=1)))
def test_no_rules_are_known_for_a_request_before_the_regulations(received):
    with pytest.raises(NoRuleSet) as caught:
        rule_set_on(received)
    assert caught.value.field == "request_received"
    assert str(caught.value) == received.isoformat()


def test_rules_end_with_their_last_day():
    rules = RuleSet("old", date(2014, 9, 1), date(2028, 12, 31), {})
    assert rules.in_force_on(date(2028, 12, 31))
    assert not rules.in_force_on(date(2029, 1, 1))


def test_a_case_keeps_the_rules_of_the_day_of_its_request(monkeypatch):
    rule = Rule(Deadline.FINAL_PLAN, 30, "a bill", frozenset())
    today = RuleSet("today", IN_FORCE, date(2028, 12, 31), SEND_REGULATIONS_2014.rules)
    coming = RuleSet("coming", date(2029, 1, 1), None, {rule.key: rule})
    monkeypatch.setattr("hcc.ehcportal.process.deadlines.RULE_SETS", (today, coming))
    before = last_day(Deadline.FINAL_PLAN, date(2028, 12, 31))
    after = last_day(Deadline.FINAL_PLAN, date(2029, 1, 1))
    assert before == date(2028, 12, 31) + timedelta(weeks=20)
    assert after == date(2029, 1, 1) + timedelta(weeks=30)


def test_each_of_the_four_clauses_lifts_each_of_the_three_deadlines():
    lifted_by = {
        key: {clause.value for clause in rule.lifted_by}
        for key, rule in SEND_REGULATIONS_2014.rules.items()
    }
    assert lifted_by == {key: {"a", "b", "c", "d"} for key in Deadline}
    assert len(Clause) == 4
