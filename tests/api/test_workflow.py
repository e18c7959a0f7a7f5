"""`@workflow` moves things of a case on, with the guards and words of the pages."""

from answers import fields_of
from datetime import date
from factories import make_document
from factories import make_form
from factories import make_message
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.returning import copy_made_of
from plone import api
from plone.locking.interfaces import ILockable

import pytest
import transaction


def move(app, content, transition, headers=None, **body):
    return app.post(f"{content.absolute_url()}/@workflow/{transition}", body, headers)


@pytest.fixture
def stage(admitted):
    """The second stage, in progress since the case was opened."""
    return admitted.objectValues()[1]


class TestMoving:
    def test_a_stage_is_finished(self, coordinator, stage):
        answer = move(coordinator, stage, "finish", comment="By phone")
        assert answer.json["action"] == "finish"
        assert answer.json["review_state"] == "done"
        assert answer.json["comments"] == "By phone"
        assert stage.completed_on == date(2024, 10, 4)

    def test_what_is_not_offered_in_this_state(self, coordinator, stage):
        answer = move(coordinator, stage, "reopen")
        assert (answer.status_int, answer.json["type"]) == (409, "NotOffered")

    def test_what_somebody_may_not(self, mother, stage):
        answer = move(mother, stage, "finish")
        assert answer.status_int == 403
        assert state_of(stage) == "in_progress"

    def test_what_there_is_not(self, coordinator, stage):
        assert move(coordinator, stage, "fly").status_int == 404
        assert move(coordinator, stage, "finish/now").status_int == 404
        answer = coordinator.post(f"{stage.absolute_url()}/@workflow")
        assert answer.status_int == 404

    def test_nothing_that_lies_in_it_is_moved(self, coordinator, admitted):
        answer = move(coordinator, admitted, "close", include_children=True)
        assert (answer.status_int, fields_of(answer)) == (422, ["include_children"])

    def test_what_has_changed_meanwhile(self, coordinator, stage):
        etag = coordinator.get(stage).headers["ETag"]
        move(coordinator, stage, "finish")
        answer = move(coordinator, stage, "reopen", {"If-Match": etag})
        assert (answer.status_int, state_of(stage)) == (412, "done")

    def test_what_is_open_in_an_edit_form(self, coordinator, stage, rob):
        with api.env.adopt_user(username=rob):
            ILockable(stage).lock()
        transaction.commit()
        answer = move(coordinator, stage, "finish")
        assert (answer.status_int, answer.json["type"]) == (409, "Locked")


class TestReasons:
    def test_a_case_is_closed_with_its_ending(self, coordinator, admitted):
        assert fields_of(move(coordinator, admitted, "close")) == ["ending"]
        answer = move(coordinator, admitted, "close", ending="tired")
        assert (answer.status_int, fields_of(answer)) == (422, ["ending"])
        answer = move(coordinator, admitted, "close", ending="no_plan")
        assert answer.status_int == 200
        assert (state_of(admitted), admitted.ending) == ("closed", "no_plan")

    def test_a_form_is_returned_with_a_reason_and_a_last_day(
        self, coordinator, admitted
    ):
        form = make_form(admitted, state="submitted")
        answer = move(
            coordinator,
            form,
            "return",
            return_reason="A page is missing.",
            last_day="2024-10-20",
        )
        assert answer.status_int == 200
        assert state_of(form) == "returned"
        draft = copy_made_of(form)
        assert draft.return_reason == "A page is missing."
        assert draft.last_day == date(2024, 10, 20)

    def test_a_last_day_that_has_passed(self, coordinator, admitted):
        form = make_form(admitted, state="submitted")
        answer = move(coordinator, form, "return", last_day="2024-10-03")
        assert sorted(fields_of(answer)) == ["last_day", "return_reason"]
        assert state_of(form) == "submitted"

    def test_nothing_is_returned_into_a_closed_case(self, app_of, rob, admitted):
        form = make_form(admitted, state="submitted")
        move(app_of(rob), admitted, "close", ending="no_plan")
        answer = move(app_of(rob), form, "return", return_reason="A page is missing.")
        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert answer.json["message"].startswith("The family can send forms while")

    def test_a_reason_for_something_else(self, coordinator, stage):
        answer = move(coordinator, stage, "finish", ending="no_plan")
        assert (answer.status_int, fields_of(answer)) == (422, ["ending"])
        assert state_of(stage) == "in_progress"


class TestSending:
    def test_a_draft_goes_to_whom_it_is_for(self, coordinator, mother, admitted):
        draft = make_message(admitted, state="draft")
        assert move(coordinator, draft, "send").status_int == 200
        assert draft.recipients == ("Anita Rixon",)

    def test_not_with_gaps_in_it(self, coordinator, admitted):
        draft = make_message(admitted, state="draft")
        draft.text = "Dear ${child},"
        answer = move(coordinator, draft, "send")
        assert (answer.status_int, fields_of(answer)) == (422, ["text"])
        assert state_of(draft) == "draft"

    def test_not_to_nobody(self, coordinator, case):
        draft = make_message(case, state="draft")
        answer = move(coordinator, draft, "send")
        assert (answer.status_int, fields_of(answer)) == (422, ["to"])


def test_a_document_takes_no_ones_place_beside_its_page(coordinator, admitted):
    draft = make_document(admitted, state="draft")
    draft.replaces = make_document(admitted).getId()
    answer = move(coordinator, draft, "publish")
    assert (answer.status_int, answer.json["type"]) == (409, "WorkflowException")
    assert answer.json["message"].startswith("This draft is to replace")
