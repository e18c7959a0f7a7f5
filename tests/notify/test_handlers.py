"""What a family is told of, and who of it."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_form
from factories import make_message
from factories import make_person
from hcc.ehcportal.access.notices import INoticeWishes
from hcc.ehcportal.content.events import DocumentReplaced
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.forms.returning import return_form
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.outbox import Outbox
from plone import api
from zope.component import getUtility
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


DRAFT_SERVED = date(2024, 10, 2)
LAST_DAY = date(2024, 10, 16)


@pytest.fixture
def change(case):
    """Change the case, as a form does."""

    def change(**facts):
        for name, value in facts.items():
            setattr(case, name, value)
        notify(ObjectModifiedEvent(case))

    return change


@pytest.fixture
def stage(case):
    return {
        item.guide_key: item
        for item in case.objectValues()
        if item.portal_type == "EHCStage"
    }


@pytest.fixture
def run():
    """Run a transition, as staff do."""

    def run(content, transition):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(content, transition)

    return run


def facts(notice):
    return notice.kind, notice.adult, notice.stage, notice.until


class TestEachThing:
    def test_a_published_document(self, case, told):
        document = make_document(case)
        (notice,) = told()
        assert facts(notice) == ("document", "anita", "request_outcome", None)
        assert notice.subject == document.getId()

    def test_a_draft_is_nobodys_business(self, case, told):
        make_document(case, state="draft")
        assert told() == []

    def test_another_version_of_a_document(self, case, told):
        document = make_document(case)
        notify(DocumentReplaced(document))
        assert {(n.kind, n.subject) for n in told()} == {
            ("document", document.getId()),
            ("document_replaced", document.getId()),
        }

    def test_a_document_of_the_time_to_comment_says_until_when(
        self, case, told, change
    ):
        change(draft_served=DRAFT_SERVED)
        make_document(case)
        assert told()[-1].until == LAST_DAY

    def test_a_sent_message(self, case, told):
        message = make_message(case)
        (notice,) = told()
        assert facts(notice) == ("message", "anita", "request_outcome", None)
        assert notice.subject == message.getId()

    def test_a_message_to_one_of_two_is_told_to_one(self, case, told, run, tracy):
        give_access(tracy, case)
        message = make_message(case, state="draft")
        message.addressees = ("tracy",)
        run(message, "send")
        assert [notice.adult for notice in told()] == ["tracy"]

    def test_a_message_of_the_family_is_not_told_to_it(self, case, told, run):
        message = make_message(case, state="draft")
        message.author = "anita"
        run(message, "send")
        assert told() == []

    def test_a_stage_that_is_started_says_when_it_is_due(self, told, stage, run):
        run(stage["plan_decision"], "start")
        (notice,) = told()
        assert facts(notice) == (
            "stage",
            "anita",
            "plan_decision",
            date(2024, 12, 22),
        )

    @pytest.mark.parametrize(
        ("key", "transition"), [("request_outcome", "finish"), ("advice", "skip")]
    )
    def test_a_stage_that_is_over_is_due_no_more(
        self, told, stage, run, key, transition
    ):
        run(stage[key], transition)
        assert [facts(n) for n in told()] == [("stage", "anita", key, None)]

    def test_a_stage_that_is_taken_up_again(self, told, stage, run):
        run(stage["request"], "reopen")
        assert [notice.kind for notice in told()] == ["stage"]

    def test_a_returned_form(self, case, told, run):
        form = make_form(case, state="submitted")
        with api.env.adopt_roles(["Manager"]):
            return_form(form, "A page is missing.", date(2024, 10, 11))
        (notice,) = told()
        assert (notice.kind, notice.subject, notice.until) == (
            "form_returned",
            copy_made_of(form).getId(),
            date(2024, 10, 11),
        )

    def test_a_submitted_form_to_whom_submitted_it(self, case, told, mother, tracy):
        give_access(tracy, case, relationship="father")
        form = make_form(case)
        with api.env.adopt_user(username=mother):
            api.content.transition(form, "submit")
        assert [(notice.kind, notice.adult, notice.subject) for notice in told()] == [
            ("form_submitted", "anita", form.getId())
        ]

    def test_a_decision_says_until_when_to_appeal(self, told, change):
        change(decision_sent=date(2024, 10, 1))
        assert [facts(n) for n in told()] == [
            ("decision", "anita", "request_outcome", date(2024, 12, 1))
        ]

    def test_a_draft_plan_says_until_when_to_comment(self, told, change):
        change(draft_served=DRAFT_SERVED)
        assert [facts(n) for n in told()] == [
            ("draft_plan", "anita", "request_outcome", LAST_DAY)
        ]

    def test_a_final_plan_says_until_when_to_appeal(self, told, change):
        change(plan_issued=date(2024, 10, 1), decision_sent=date(2024, 10, 1))
        days = {notice.kind: notice.until for notice in told()}
        assert days["final_plan"] == date(2024, 12, 1)

    def test_an_old_letter_starts_no_time_for_a_final_plan(self, told, change):
        change(decision_sent=date(2024, 9, 20))
        change(plan_issued=date(2024, 10, 1))
        days = {notice.kind: notice.until for notice in told()}
        assert days["final_plan"] is None


class TestNewDates:
    def test_a_target_is_a_new_date(self, told, stage):
        stage["advice"].due_date = date(2024, 10, 20)
        notify(ObjectModifiedEvent(stage["advice"]))
        assert [facts(n) for n in told()] == [
            ("date", "anita", "advice-target", date(2024, 10, 20))
        ]

    def test_a_target_set_with_the_start_is_told_too(self, told, stage, run):
        stage["advice"].due_date = date(2024, 10, 20)
        run(stage["advice"], "start")
        assert sorted(notice.kind for notice in told()) == ["date", "stage"]

    def test_what_moves_by_another_day_of_the_request_is_new(self, told, change):
        change(request_received=date(2024, 9, 3))
        assert {(n.kind, n.stage) for n in told()} == {
            ("date", "request_outcome"),
            ("date", "plan_decision"),
            ("date", "final_plan"),
        }

    def test_a_review_brings_its_days(self, told, change):
        change(plan_issued=date(2024, 1, 10), review_meeting=date(2024, 11, 20))
        assert "review_papers" in {notice.stage for notice in told()}

    def test_a_day_that_is_over_is_not_told(self, told, stage):
        stage["advice"].due_date = date(2024, 10, 3)
        notify(ObjectModifiedEvent(stage["advice"]))
        assert told() == []

    def test_what_is_told_is_not_told_again(self, told, change):
        change(draft_served=DRAFT_SERVED)
        change(involvements=("School",))
        change(draft_served=DRAFT_SERVED)
        assert len(told()) == 1

    def test_a_date_that_was_taken_back_is_no_news(self, told, change):
        change(draft_served=DRAFT_SERVED)
        change(draft_served=None)
        assert len(told()) == 1

    def test_the_change_of_a_name_is_none(self, told, change):
        change(title="Anthony Bread")
        assert told() == []


class TestWho:
    def test_everybody_with_access_today(self, case, told, tracy):
        give_access(tracy, case, relationship="carer")
        make_document(case)
        assert sorted(notice.adult for notice in told()) == ["anita", "tracy"]

    @pytest.mark.parametrize(
        "terms", [{"end": date(2024, 10, 3)}, {"start": date(2024, 10, 5)}]
    )
    def test_nobody_before_or_after_their_access(self, case, told, tracy, terms):
        give_access(tracy, case, **terms)
        make_document(case)
        assert [notice.adult for notice in told()] == ["anita"]

    def test_nobody_in_another_case(self, family, told, mother):
        sister = make_case(family, "Tina Bread")
        make_document(sister)
        assert Notices(sister).all() == told() == []

    def test_nobody_of_a_case_in_preparation(self, family, mother):
        case = make_case(family, "Tina Bread", "preparing")
        give_access(mother, case)
        make_document(case)
        assert Notices(case).all() == []

    def test_nobody_of_an_archived_case(self, case, told, change, run):
        case.ending = "no_plan"
        run(case, "close")
        run(case, "archive")
        change(decision_sent=date(2024, 10, 1))
        assert told() == []

    def test_the_decision_in_a_case_that_is_closed(self, case, told, change, run):
        case.ending = "no_plan"
        run(case, "close")
        change(decision_sent=date(2024, 10, 1))
        assert [notice.kind for notice in told()] == ["decision"]

    def test_who_wants_no_notices_has_none(self, case, told, unwilling):
        make_document(case)
        assert told() == []

    def test_what_the_law_asks_for_is_told_to_everybody(
        self, case, told, change, unwilling
    ):
        change(decision_sent=date(2024, 10, 1), draft_served=DRAFT_SERVED)
        assert {notice.kind for notice in told()} == {"decision", "draft_plan"}

    @pytest.fixture
    def unwilling(self, mother, monkeypatch):
        wishes = type(getUtility(INoticeWishes))
        monkeypatch.setattr(wishes, "wants", lambda self, user_id: False)


class TestOutbox:
    def test_what_is_told_waits_to_be_mailed(self, council, case, told, mother):
        make_document(case)
        (notice,) = told()
        places = [entry.place for entry in Outbox(council.ehc).of(mother)]
        family_id = case.__parent__.getId()
        assert (family_id, case.getId(), notice.id) in places

    def test_who_is_told_of_nothing_waits_for_nothing(self, council, case):
        make_person("grace")
        assert Outbox(council.ehc).of("grace") == []
