"""Every date of a case, from whatever is known of it."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process import errors
from hcc.ehcportal.process.checks import check_events
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.rules import RuleSet
from hcc.ehcportal.process.timetable import rules_of
from hcc.ehcportal.process.timetable import timetable
from hypothesis import given
from hypothesis import strategies as st

import pytest


FIRST = date(2014, 9, 1)
LAST = date(2040, 12, 31)
RECEIVED = date(2024, 9, 1)

days = st.dates(FIRST, LAST)

# A case in which everything happened.
WHOLE = {
    "received": RECEIVED,
    "advice_requested": date(2024, 10, 14),
    "served": date(2024, 12, 16),
    "consultation_sent": date(2024, 12, 16),
    "plan_issued": date(2025, 1, 19),
    "last_review": date(2025, 6, 3),
    "meeting": date(2026, 5, 19),
    "transfer_year": 2027,
    "reassessment_requested": date(2025, 9, 1),
    "reassessment_notice": date(2025, 9, 12),
    "decision": date(2025, 1, 19),
    "mediation_refused": date(2025, 2, 6),
    "certificate": date(2025, 2, 10),
}


def days_from(**events):
    return {k.value: d for k, d in timetable(Events(**events)).items()}


def shifted(by):
    moved = {k: v + by for k, v in WHOLE.items() if k != "transfer_year"}
    return Events(**moved)


class TestEachRow:
    def test_the_request_of_the_guide(self):
        assert days_from(received=RECEIVED) == {
            "request_outcome": date(2024, 10, 13),
            "plan_decision": date(2024, 12, 22),
            "final_plan": date(2025, 1, 19),
        }

    def test_the_request_of_the_guide_by_its_own_panel(self):
        house = HouseRules(count_receipt_day=True)
        assert dict(timetable(Events(received=RECEIVED), house)) == {
            "request_outcome": date(2024, 10, 12),
            "plan_decision": date(2024, 12, 21),
            "final_plan": date(2025, 1, 18),
        }

    def test_advice(self):
        assert days_from(advice_requested=date(2024, 10, 14)) == {
            "advice": date(2024, 11, 25)
        }

    def test_a_draft_served_on_the_1st_may_be_commented_on_until_the_15th(self):
        assert days_from(served=date(2024, 12, 1)) == {
            "draft_comment": date(2024, 12, 15)
        }

    def test_a_consultation(self):
        assert days_from(consultation_sent=date(2024, 12, 1)) == {
            "consultation_reply": date(2024, 12, 15)
        }

    def test_the_first_review_counts_from_the_plan(self):
        assert days_from(plan_issued=date(2024, 2, 29)) == {
            "annual_review": date(2025, 2, 28)
        }

    def test_each_next_review_counts_from_the_last(self):
        assert days_from(
            plan_issued=date(2023, 1, 9), last_review=date(2024, 1, 8)
        ) == {"annual_review": date(2025, 1, 8)}

    def test_the_devon_judgment_gives_twelve_weeks_of_the_meeting(self):
        meeting = date(2022, 3, 1)
        found = days_from(meeting=meeting)
        assert found == {
            "review_papers": date(2022, 2, 15),
            "review_report": date(2022, 3, 15),
            "review_decision": date(2022, 3, 29),
            "amended_plan": date(2022, 5, 24),
        }
        assert found["amended_plan"] - meeting == timedelta(days=84)
        # Eight weeks of the day by which the council has to decide to amend.
        assert found["amended_plan"] - found["review_decision"] == timedelta(weeks=8)

    def test_a_move_of_phase_is_reviewed_strictly_before_15_february(self):
        assert days_from(transfer_year=2026) == {"phase_transfer": date(2026, 2, 14)}

    def test_a_move_to_post_16_is_reviewed_strictly_before_31_march(self):
        assert days_from(transfer_year=2026, post_16=True) == {
            "phase_transfer": date(2026, 3, 30)
        }

    def test_a_reassessment(self):
        assert days_from(
            reassessment_requested=date(2024, 9, 2),
            reassessment_notice=date(2024, 9, 9),
        ) == {
            "reassessment_decision": date(2024, 9, 17),
            "reassessment_plan": date(2024, 12, 16),
        }

    def test_a_decision(self):
        assert days_from(decision=date(2024, 12, 31)) == {
            "mediation_contact": date(2025, 2, 28),
            "appeal": date(2025, 2, 28),
        }

    def test_the_tribunals_rule_gives_no_longer_to_contact_the_mediation_adviser(self):
        found = days_from(decision=date(2024, 10, 28))
        assert found["mediation_contact"] == date(2024, 12, 28)
        assert found["appeal"] == date(2025, 1, 2)

    def test_a_no_to_mediation(self):
        assert days_from(mediation_refused=date(2024, 12, 24)) == {
            "mediation_certificate": date(2024, 12, 31)
        }

    def test_nothing_known_determines_nothing(self):
        assert days_from() == {}

    def test_a_whole_case_has_every_row_in_the_order_of_the_table(self):
        assert list(timetable(Events(**WHOLE))) == list(Deadline)


class TestEveryDay:
    """Exhaustive where it is cheap: 2014 to 2040 has 9,619 days."""

    def test_each_row_of_each_day_of_a_request(self):
        day = FIRST
        while day <= LAST:
            found = timetable(Events(received=day, served=day, meeting=day))
            gaps = {key.value: (last - day).days for key, last in found.items()}
            assert gaps == {
                "request_outcome": 42,
                "plan_decision": 112,
                "draft_comment": 14,
                "final_plan": 140,
                "review_papers": -14,
                "review_report": 14,
                "review_decision": 28,
                "amended_plan": 84,
            }
            day += timedelta(days=1)

    @given(st.integers(0, 5000), st.integers(0, 5000))
    def test_a_case_that_happens_later_has_no_day_that_is_earlier(self, one, other):
        sooner, later = sorted((one, other))
        first = timetable(shifted(timedelta(days=sooner)))
        second = timetable(shifted(timedelta(days=later)))
        assert all(first[key] <= second[key] for key in first)

    @given(st.sets(st.sampled_from(sorted(WHOLE))))
    def test_what_is_known_beside_it_moves_no_other_day(self, known):
        known -= {"certificate"}
        part = timetable(Events(**{name: WHOLE[name] for name in known}))
        whole = timetable(Events(**WHOLE))
        moved = {key for key in part if part[key] != whole[key]}
        assert moved <= {Deadline.APPEAL, Deadline.ANNUAL_REVIEW}

    @given(days)
    def test_the_timetable_of_a_day_is_always_the_same(self, day):
        events = Events(received=day)
        assert timetable(events) == timetable(events)

    @given(st.integers(2015, 2100), st.booleans())
    def test_a_move_of_phase_in_every_year(self, year, post_16):
        found = days_from(transfer_year=year, post_16=post_16)["phase_transfer"]
        boundary = date(year, 3, 31) if post_16 else date(year, 2, 15)
        assert found + timedelta(days=1) == boundary


class TestRuleSets:
    def test_a_case_keeps_the_rules_of_the_day_of_its_request(self, monkeypatch):
        final = SEND_REGULATIONS_2014.rules[Deadline.FINAL_PLAN]
        today = RuleSet("today", FIRST, date(2028, 12, 31), SEND_REGULATIONS_2014.rules)
        coming = RuleSet("coming", date(2029, 1, 1), None, {final.key: final})
        sets = (today, coming)
        monkeypatch.setattr("hcc.ehcportal.process.deadlines.RULE_SETS", sets)
        before = Events(received=date(2028, 12, 31), meeting=date(2031, 5, 1))
        after = Events(received=date(2029, 1, 1), meeting=date(2031, 5, 1))
        assert Deadline.AMENDED_PLAN in timetable(before)
        assert list(timetable(after)) == [Deadline.FINAL_PLAN]
        unknown = Events(meeting=date(2028, 5, 1), decision=date(2030, 1, 1))
        assert rules_of(unknown) is today

    def test_rules_that_are_tried_out_stand_in_for_those_of_the_day(self):
        final = SEND_REGULATIONS_2014.rules[Deadline.FINAL_PLAN]
        trial = RuleSet("trial", FIRST, None, {final.key: final})
        events = Events(received=RECEIVED, decision=RECEIVED)
        assert list(timetable(events, rules=trial)) == [Deadline.FINAL_PLAN]

    def test_the_timetable_cannot_be_changed(self):
        with pytest.raises(TypeError):
            timetable(Events(received=RECEIVED))["final_plan"] = RECEIVED


EARLY = RECEIVED - timedelta(days=1)
PLAN = date(2025, 1, 19)
BEFORE_PLAN = PLAN - timedelta(days=1)


class TestRefusals:
    @pytest.mark.parametrize(
        ("events", "error", "field"),
        [
            ({"received": date(2014, 8, 31)}, errors.NoRuleSet, "request_received"),
            ({"meeting": date(2014, 8, 31)}, errors.OutOfCalendar, "meeting"),
            ({"received": date(9999, 1, 1)}, errors.OutOfCalendar, "received"),
            ({"decision": date(2101, 1, 1)}, errors.OutOfCalendar, "decision"),
            ({"transfer_year": 2014}, errors.OutOfCalendar, "transfer_year"),
            ({"transfer_year": 0}, errors.OutOfCalendar, "transfer_year"),
            ({"transfer_year": 2101}, errors.OutOfCalendar, "transfer_year"),
            (
                {"received": RECEIVED, "transfer_year": 2023},
                errors.BeforeRequest,
                "transfer_year",
            ),
            ({"post_16": True}, errors.NoTransferYear, "transfer_year"),
            (
                {"plan_issued": PLAN, "meeting": BEFORE_PLAN},
                errors.BeforePlan,
                "meeting",
            ),
            (
                {"plan_issued": PLAN, "last_review": BEFORE_PLAN},
                errors.BeforePlan,
                "last_review",
            ),
            (
                {"plan_issued": PLAN, "reassessment_requested": BEFORE_PLAN},
                errors.BeforePlan,
                "reassessment_requested",
            ),
            (
                {"plan_issued": PLAN, "reassessment_notice": BEFORE_PLAN},
                errors.BeforePlan,
                "reassessment_notice",
            ),
            (
                {"reassessment_requested": PLAN, "reassessment_notice": BEFORE_PLAN},
                errors.BeforeReassessmentRequest,
                "reassessment_notice",
            ),
            (
                {"decision": PLAN, "certificate": BEFORE_PLAN},
                errors.BeforeDecision,
                "certificate",
            ),
            (
                {"decision": PLAN, "mediation_refused": BEFORE_PLAN},
                errors.BeforeDecision,
                "mediation_refused",
            ),
            ({"certificate": PLAN}, errors.NoDecision, "decision"),
        ],
    )
    def test_events_that_make_no_sense(self, events, error, field):
        with pytest.raises(error) as caught:
            timetable(Events(**events))
        assert caught.value.field == field

    @pytest.mark.parametrize("event", sorted({*WHOLE} - {"received", "transfer_year"}))
    def test_nothing_happens_before_the_request(self, event):
        events = {"received": RECEIVED, event: EARLY}
        with pytest.raises(errors.BeforeRequest) as caught:
            check_events(Events(**events))
        assert (caught.value.field, str(caught.value)) == (event, EARLY.isoformat())

    @given(days)
    def test_everything_may_happen_on_one_day(self, day):
        events = {name: day for name in WHOLE if name != "transfer_year"}
        assert check_events(Events(**events)) is None

    def test_an_error_is_a_value_error_with_the_date_that_is_wrong(self):
        with pytest.raises(ValueError, match="2024-08-31"):
            timetable(Events(received=RECEIVED, served=EARLY))
