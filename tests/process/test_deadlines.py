"""The worked examples of the statutory clock, and what holds for every request."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process.calendar import days_late
from hcc.ehcportal.process.calendar import weeks_of
from hcc.ehcportal.process.deadlines import AdviceClause
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import Event
from hcc.ehcportal.process.deadlines import Notice
from hcc.ehcportal.process.deadlines import Party
from hcc.ehcportal.process.deadlines import Period
from hcc.ehcportal.process.deadlines import Rule
from hcc.ehcportal.process.deadlines import rule_set
from hcc.ehcportal.process.deadlines import rule_set_on
from hcc.ehcportal.process.deadlines import RuleSet
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.deadlines import Unit
from hcc.ehcportal.process.errors import NoRuleSet
from hcc.ehcportal.process.errors import UnknownRuleSet
from hcc.ehcportal.process.events import Events
from hypothesis import given
from hypothesis import strategies as st

import pytest


GUIDE_REQUEST = date(2024, 9, 1)

IN_FORCE = date(2014, 9, 1)

days = st.dates(IN_FORCE, date(2040, 12, 31))
# The deadlines that are counted from the day of the request.
deadlines = st.sampled_from(
    [Deadline.REQUEST_OUTCOME, Deadline.PLAN_DECISION, Deadline.FINAL_PLAN]
)


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
    weeks = SEND_REGULATIONS_2014.rules[key].amount
    counted = [received + timedelta(days=n) for n in range(1, weeks * 7 + 1)]
    assert counted[-1] == last_day(key, received)
    assert len(counted) == weeks * 7


@given(days, deadlines)
def test_counting_the_day_of_receipt_makes_it_day_one(received, key):
    weeks = SEND_REGULATIONS_2014.rules[key].amount
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
    term = Period(30, Unit.WEEKS_OF, Event.RECEIVED)
    rule = Rule(Deadline.FINAL_PLAN, "Send the plan", (term,), "a bill")
    today = RuleSet("today", IN_FORCE, date(2028, 12, 31), SEND_REGULATIONS_2014.rules)
    coming = RuleSet("coming", date(2029, 1, 1), None, {rule.key: rule})
    monkeypatch.setattr("hcc.ehcportal.process.deadlines.RULE_SETS", (today, coming))
    before = last_day(Deadline.FINAL_PLAN, date(2028, 12, 31))
    after = last_day(Deadline.FINAL_PLAN, date(2029, 1, 1))
    assert before == date(2028, 12, 31) + timedelta(weeks=20)
    assert after == date(2029, 1, 1) + timedelta(weeks=30)


def test_a_rule_set_is_found_by_its_reference():
    assert rule_set("send-regulations-2014") is SEND_REGULATIONS_2014


def test_a_reference_that_names_no_rule_set_is_refused():
    with pytest.raises(UnknownRuleSet) as caught:
        rule_set("education-for-all")
    assert caught.value.field == "rule_set"


# key: (terms as amount, unit and event; source; whether it was read in the statute)
TABLE = {
    "request_outcome": ("6 weeks_of received", "Act s.36; reg 5(1)"),
    "advice": ("6 weeks_of advice_requested", "reg 8"),
    "plan_decision": ("16 weeks_of received", "reg 10(1)"),
    "draft_comment": ("15 days_beginning served", "reg 13(1)"),
    "consultation_reply": (
        "15 days_beginning consultation_sent",
        "SEND Code of Practice",
    ),
    "final_plan": ("20 weeks_of received", "reg 13(2)"),
    "annual_review": (
        "12 months_of plan_issued, 12 months_of last_review",
        "Act s.44",
    ),
    "review_papers": ("2 weeks_before meeting", "reg 20"),
    "review_report": ("2 weeks_of meeting", "reg 20"),
    "review_decision": ("4 weeks_of meeting", "reg 20(10)"),
    "amended_plan": (
        "12 weeks_of meeting",
        "reg 22; R (L, M, P) v Devon [2022] EWHC 493",
    ),
    "phase_transfer": ("before 15.2., before 31.3. post-16", "reg 18"),
    "reassessment_decision": ("15 days_of reassessment_requested", "reg 25"),
    "reassessment_plan": ("14 weeks_of reassessment_notice", "reg 27"),
    "mediation_contact": ("2 months_of decision", "reg 33"),
    "mediation_certificate": ("3 working_days_of mediation_refused", "reg 34(1)"),
    "appeal": (
        "2 months_of decision, 1 months_of certificate",
        "Tribunal Procedure (HESC) Rules 2008, rules 12 and 20",
    ),
}


def spelt(term):
    if isinstance(term, Period):
        return f"{term.amount} {term.unit} {term.counted_from}"
    return f"before {term.day}.{term.month}.{' post-16' if term.post_16 else ''}"


def test_the_data_is_the_table_of_the_statutory_clock():
    rules = SEND_REGULATIONS_2014.rules
    assert {
        key: (", ".join(map(spelt, rule.terms)), rule.source)
        for key, rule in rules.items()
    } == TABLE
    assert list(rules) == list(Deadline) == list(TABLE)
    assert all(rule.key is key for key, rule in rules.items())


def test_the_rows_that_were_not_read_in_the_statute_carry_the_mark():
    unchecked = {k for k, r in SEND_REGULATIONS_2014.rules.items() if not r.checked}
    assert unchecked == {"consultation_reply", "reassessment_decision"}


def test_the_four_clauses_lift_the_four_deadlines_of_the_regulations_and_no_other():
    lifted_by = {
        key.value: set(rule.lifted_by)
        for key, rule in SEND_REGULATIONS_2014.rules.items()
        if rule.lifted_by
    }
    assert lifted_by == {
        "request_outcome": set(Clause),
        "plan_decision": set(Clause),
        "final_plan": set(Clause),
        "reassessment_plan": set(Clause),
        "advice": set(AdviceClause),
    }
    assert [clause.value for clause in Clause] == ["a", "b", "c", "d"]


def test_an_answer_of_no_tells_the_family_all_that_it_can_do():
    rule = SEND_REGULATIONS_2014.rules[Deadline.REQUEST_OUTCOME]
    assert rule.told == (Party.FAMILY, Party.HEALTH_BODY, Party.HEAD)
    assert set(rule.must_say_if_no) == set(Notice)
    assert rule.must_say == ()


def test_an_amended_plan_goes_to_those_that_the_final_plan_goes_to():
    rules = SEND_REGULATIONS_2014.rules
    final, amended = rules[Deadline.FINAL_PLAN], rules[Deadline.AMENDED_PLAN]
    assert amended.told == final.told
    assert Notice.APPEAL in amended.must_say


def test_what_binds_the_family_is_marked_so():
    bound = {
        k.value
        for k, r in SEND_REGULATIONS_2014.rules.items()
        if r.bound is Party.FAMILY
    }
    assert bound == {"draft_comment", "mediation_contact", "appeal"}


def test_every_event_that_a_rule_counts_from_is_a_fact_of_a_case():
    counted = {
        event
        for rule in SEND_REGULATIONS_2014.rules.values()
        for event in rule.counted_from
    }
    assert counted == set(Event)
    assert set(Event) | {"post_16"} == set(Events.__dataclass_fields__)


@given(days, st.sampled_from(Deadline))
def test_the_house_rule_touches_only_what_counts_from_the_request(event, key):
    strict = last_day(key, event, count_receipt_day=True)
    counts = Event.RECEIVED in SEND_REGULATIONS_2014.rules[key].counted_from
    assert last_day(key, event) - strict == timedelta(days=1 if counts else 0)


def test_each_adviser_has_six_weeks_from_the_day_of_being_asked():
    asked = (date(2024, 10, 1), date(2024, 10, 8))
    assert [last_day(Deadline.ADVICE, day) for day in asked] == [
        date(2024, 11, 12),
        date(2024, 11, 19),
    ]


def test_a_move_of_phase_is_counted_from_its_year():
    move = SEND_REGULATIONS_2014.rules[Deadline.PHASE_TRANSFER]
    assert (move.amount, move.unit) == (None, None)
    assert move.counted_from == (Event.TRANSFER_YEAR,)
    assert last_day(Deadline.PHASE_TRANSFER, date(2026, 9, 1)) == date(2026, 2, 14)


def test_rules_that_have_begun_to_apply_cannot_be_changed():
    with pytest.raises(TypeError):
        SEND_REGULATIONS_2014.rules[Deadline.APPEAL] = None
