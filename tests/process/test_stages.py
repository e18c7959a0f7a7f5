"""What a family is shown of the recorded states of a case's stages."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.errors import DueBeforeRequest
from hcc.ehcportal.process.errors import RequestBeforeBirth
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.stages import CaseFacts
from hcc.ehcportal.process.stages import check_due
from hcc.ehcportal.process.stages import check_request
from hcc.ehcportal.process.stages import current
from hcc.ehcportal.process.stages import read_stages
from hcc.ehcportal.process.stages import StageFacts
from hcc.ehcportal.process.stages import StageState
from hcc.ehcportal.process.stages import TrackerState
from hypothesis import given
from hypothesis import strategies as st

import pytest


RECEIVED = date(2024, 9, 1)
LAST_DAY = date(2024, 10, 13)
DAY_BEFORE = date(2024, 10, 12)
DAY_AFTER = date(2024, 10, 14)

LATER = StageState.LATER
RUNNING = StageState.IN_PROGRESS
DONE = StageState.DONE
SKIPPED = StageState.NOT_NEEDED

EXEMPTION = Exemption(
    deadline=Deadline.REQUEST_OUTCOME,
    clause=Clause.EXCEPTIONAL,
    start=date(2024, 9, 10),
    end=date(2024, 10, 20),
    who="Tony Bread",
    evidence="Letter",
    text="A stay in hospital.",
    recorded_by="robert",
    recorded_at=datetime(2024, 10, 4, 12),
)

state_lists = st.lists(st.sampled_from(StageState), max_size=10)


def stages_in(*states):
    return tuple(StageFacts(f"stage_{n}", state) for n, state in enumerate(states))


def read(*states, ended=False):
    facts = CaseFacts(RECEIVED, stages_in(*states), ended)
    return read_stages(facts, SEND_REGULATIONS_2014, RECEIVED)


def shown(*states, ended=False):
    return [reading.state.value for reading in read(*states, ended=ended)]


def outcome(today, state=RUNNING, ended=False, house_rule=False, **facts):
    """Read a case of one stage, the decision whether to assess."""
    facts.setdefault("deadline", Deadline.REQUEST_OUTCOME)
    stage = StageFacts("request_outcome", state, **facts)
    case = CaseFacts(RECEIVED, (stage,), ended)
    (reading,) = read_stages(
        case, SEND_REGULATIONS_2014, today, count_receipt_day=house_rule
    )
    return reading


class TestNext:
    def test_the_first_stage_behind_everything_begun_is_next(self):
        assert shown(DONE, RUNNING, LATER, LATER) == [
            "done",
            "in_progress",
            "next",
            "later",
        ]

    def test_a_stage_left_behind_is_not_next(self):
        assert shown(DONE, LATER, RUNNING, LATER) == [
            "done",
            "later",
            "in_progress",
            "next",
        ]

    def test_a_stage_that_is_not_needed_is_passed_over(self):
        assert shown(DONE, SKIPPED, LATER) == ["done", "not_needed", "next"]

    def test_before_anything_begins_the_first_stage_is_next(self):
        assert shown(LATER, LATER) == ["next", "later"]

    def test_behind_the_last_stage_there_is_no_next(self):
        assert shown(DONE, RUNNING) == ["done", "in_progress"]

    def test_a_case_without_stages_reads_as_nothing(self):
        assert shown() == []

    @given(state_lists)
    def test_at_most_one_stage_is_next_and_it_was_recorded_as_later(self, states):
        upcoming = [n for n, state in enumerate(shown(*states)) if state == "next"]
        assert len(upcoming) <= 1
        assert all(states[n] is LATER for n in upcoming)

    @given(state_lists)
    def test_nothing_begun_stands_behind_the_next(self, states):
        seen = shown(*states)
        behind = seen[seen.index("next") :] if "next" in seen else []
        assert not {"done", "in_progress"} & set(behind)


class TestEnded:
    def test_what_was_open_when_a_case_ended_is_ended(self):
        assert shown(DONE, RUNNING, LATER, SKIPPED, ended=True) == [
            "done",
            "ended",
            "ended",
            "not_needed",
        ]

    @given(state_lists)
    def test_an_ended_case_has_no_next_and_nothing_in_progress(self, states):
        assert not {"next", "in_progress", "later"} & set(shown(*states, ended=True))

    def test_an_ended_case_is_no_longer_late(self):
        assert outcome(DAY_AFTER, ended=True).late_days == 0

    def test_what_was_finished_late_stays_late_when_the_case_ends(self):
        reading = outcome(DAY_AFTER, DONE, ended=True, completed_on=DAY_AFTER)
        assert reading.late_days == 1


class TestCurrent:
    def test_a_family_is_in_the_last_stage_in_progress(self):
        assert current(read(DONE, RUNNING, RUNNING, LATER)).key == "stage_2"

    def test_a_stage_in_progress_comes_before_one_that_is_done(self):
        assert current(read(RUNNING, DONE, LATER)).key == "stage_0"

    def test_between_two_stages_a_family_is_in_the_last_one_done(self):
        assert current(read(DONE, DONE, LATER)).key == "stage_1"

    def test_before_the_first_stage_a_family_is_in_none(self):
        assert current(read(LATER, LATER)) is None

    @given(state_lists)
    def test_the_current_stage_is_begun(self, states):
        here = current(read(*states))
        begun = {TrackerState.IN_PROGRESS, TrackerState.DONE}
        assert (here is None) == (not {RUNNING, DONE} & set(states))
        assert here is None or here.state in begun


class TestLateness:
    @pytest.mark.parametrize(
        ("today", "days"), [(DAY_BEFORE, 0), (LAST_DAY, 0), (DAY_AFTER, 1)]
    )
    def test_a_stage_is_late_from_the_day_after_the_last_day(self, today, days):
        reading = outcome(today)
        assert (reading.late_days, reading.is_late) == (days, days > 0)

    def test_a_stage_that_has_not_begun_can_be_late(self):
        assert outcome(DAY_AFTER, LATER).is_late

    def test_a_stage_done_in_time_stays_in_time(self):
        assert not outcome(date(2025, 6, 1), DONE, completed_on=LAST_DAY).is_late

    def test_a_stage_done_late_counts_to_the_day_it_was_done(self):
        reading = outcome(date(2025, 6, 1), DONE, completed_on=date(2024, 10, 20))
        assert reading.late_days == 7

    def test_a_done_stage_without_a_date_is_not_called_late(self):
        assert not outcome(DAY_AFTER, DONE).is_late

    def test_a_stage_that_is_not_needed_is_never_late(self):
        assert not outcome(DAY_AFTER, SKIPPED).is_late

    def test_the_house_rule_is_late_a_day_earlier(self):
        assert outcome(LAST_DAY, house_rule=True).late_days == 1

    def test_without_a_day_in_law_a_stage_is_measured_against_its_target(self):
        reading = outcome(DAY_AFTER, deadline=None, target=DAY_BEFORE)
        assert (reading.legal_day, reading.due) == (None, DAY_BEFORE)
        assert reading.late_days == 2

    def test_without_any_day_a_stage_is_never_late(self):
        reading = outcome(date(2030, 1, 1), deadline=None)
        assert (reading.due, reading.late_days) == (None, 0)

    def test_an_earlier_target_never_replaces_the_day_of_the_law(self):
        target = date(2024, 10, 9)
        reading = outcome(date(2024, 10, 10), target=target)
        assert (reading.legal_day, reading.target) == (LAST_DAY, target)
        assert (reading.due, reading.is_late) == (LAST_DAY, False)

    @given(st.integers(0, 1000))
    def test_each_day_makes_an_open_stage_one_day_later(self, over):
        assert outcome(LAST_DAY + timedelta(days=over)).late_days == over


class TestExemption:
    def test_an_exemption_lifts_the_deadline_and_the_day_still_shows(self):
        reading = outcome(date(2025, 6, 1), exemptions=(EXEMPTION,))
        assert (reading.late_days, reading.legal_day) == (0, LAST_DAY)
        assert reading.exemption is EXEMPTION

    def test_the_last_recorded_exemption_is_the_one_that_shows(self):
        earlier = outcome(DAY_AFTER, exemptions=(EXEMPTION, EXEMPTION)).exemption
        assert earlier is EXEMPTION

    def test_an_exempt_stage_done_after_its_day_is_not_late(self):
        reading = outcome(
            DAY_AFTER, DONE, completed_on=DAY_AFTER, exemptions=(EXEMPTION,)
        )
        assert not reading.is_late

    def test_an_exemption_lifts_no_other_stage(self):
        facts = CaseFacts(
            RECEIVED,
            (
                StageFacts(
                    "a", RUNNING, Deadline.REQUEST_OUTCOME, exemptions=(EXEMPTION,)
                ),
                StageFacts("b", LATER, Deadline.PLAN_DECISION),
            ),
        )
        readings = read_stages(facts, SEND_REGULATIONS_2014, date(2025, 1, 1))
        assert [reading.late_days for reading in readings] == [0, 10]

    def test_an_exemption_recorded_for_another_deadline_lifts_nothing(self):
        reading = outcome(
            date(2025, 1, 1), deadline=Deadline.PLAN_DECISION, exemptions=(EXEMPTION,)
        )
        assert (reading.late_days, reading.exemption) == (10, None)


class TestEvents:
    def read(self, deadline, events, today=RECEIVED):
        stage = StageFacts("stage", RUNNING, deadline)
        case = CaseFacts(RECEIVED, (stage,), events=events)
        (reading,) = read_stages(case, SEND_REGULATIONS_2014, today)
        return reading

    def test_a_deadline_waits_for_the_event_that_it_counts_from(self):
        reading = self.read(Deadline.DRAFT_COMMENT, Events(), date(2030, 1, 1))
        assert (reading.legal_day, reading.late_days) == (None, 0)

    def test_a_deadline_counts_from_its_event(self):
        events = Events(served=date(2024, 12, 16))
        reading = self.read(Deadline.DRAFT_COMMENT, events, date(2025, 1, 1))
        assert (reading.legal_day, reading.late_days) == (date(2024, 12, 30), 2)

    def test_the_day_of_the_request_is_the_cases(self):
        events = Events(received=date(2020, 1, 1))
        assert self.read(Deadline.REQUEST_OUTCOME, events).legal_day == LAST_DAY

    def test_events_that_make_no_sense_still_read(self):
        events = Events(served=date(2020, 1, 1))
        legal_day = self.read(Deadline.DRAFT_COMMENT, events).legal_day
        assert legal_day == date(2020, 1, 15)

    def test_staff_work_towards_the_last_working_day_by_the_legal_day(self):
        assert outcome(RECEIVED).working_target == date(2024, 10, 11)

    def test_without_a_legal_day_there_is_no_working_day_to_work_towards(self):
        assert outcome(RECEIVED, deadline=None).working_target is None


@pytest.mark.parametrize(
    ("state", "awaited"),
    [(LATER, True), (RUNNING, True), (DONE, False), (SKIPPED, False)],
)
def test_what_is_neither_done_nor_dropped_is_awaited(state, awaited):
    (reading,) = read(state)
    assert reading.is_awaited is awaited


def test_nothing_of_a_case_that_ended_is_awaited():
    assert not any(reading.is_awaited for reading in read(RUNNING, LATER, ended=True))


class TestRefusals:
    def test_a_request_before_birth_is_refused(self):
        with pytest.raises(RequestBeforeBirth) as caught:
            check_request(date(2020, 3, 2), date(2020, 3, 3))
        assert caught.value.field == "request_received"

    def test_a_request_on_the_day_of_birth_is_not_refused(self):
        assert check_request(date(2020, 3, 3), date(2020, 3, 3)) is None

    def test_a_target_before_the_request_is_refused(self):
        with pytest.raises(DueBeforeRequest) as caught:
            check_due(date(2024, 8, 31), RECEIVED)
        assert caught.value.field == "due_date"

    def test_a_target_on_the_day_of_the_request_is_not_refused(self):
        assert check_due(RECEIVED, RECEIVED) is None


@given(state_lists)
def test_stages_are_read_in_their_order(states):
    keys = [reading.key for reading in read(*states)]
    assert keys == [f"stage_{n}" for n in range(len(states))]
