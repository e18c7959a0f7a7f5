"""Answers that are not 2xx have one shape, whoever gives them."""

from App.config import getConfiguration
from factories import make_document
from factories import make_message
from hcc.ehcportal.content.case import EHCCase
from ZODB.POSException import ConflictError

import pytest


def said(answer) -> tuple[int, str]:
    """Return the status and the type, of an answer that has nothing but the shape."""
    assert answer.json.keys() == {"type", "message", "errors"}
    assert answer.content_type == "application/json"
    assert answer.headers["Cache-Control"] == "no-store, private"
    return answer.status_int, answer.json["type"]


def seen(answer) -> tuple:
    """Return all of an answer but the moment."""
    headers = [(name, each) for name, each in answer.headerlist if name != "Date"]
    return answer.status, headers, answer.body


@pytest.fixture
def broken(monkeypatch):
    """Let whatever is asked of a case break, as told."""

    def let(error: Exception):
        def __before_publishing_traverse__(*args):
            raise error

        monkeypatch.setattr(
            EHCCase, "__before_publishing_traverse__", __before_publishing_traverse__
        )

    return let


class TestNothing:
    """Another family's things are not told apart from what does not exist."""

    @pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
    @pytest.mark.parametrize("name", ["", "/@workflow", "/@ehc-overview", "/nothing"])
    def test_another_familys_case(self, mother, other_case, method, name):
        there = other_case.absolute_url()
        nowhere = there.replace(other_case.getId(), "c-0123456789abcdef")
        answers = [mother.call(method, f"{each}{name}") for each in (there, nowhere)]

        assert said(answers[0]) == (404, "NotFound")
        assert seen(answers[0]) == seen(answers[1])

    def test_what_lies_in_it(self, mother, other_case):
        family = other_case.__parent__
        answers = [
            mother.get(each)
            for each in (
                make_document(other_case),
                make_message(other_case),
                family,
                other_case.objectValues()[0],
                "nothing",
                "ehc/families/f-0123456789abcdef",
            )
        ]
        assert [seen(answer) for answer in answers] == [seen(answers[-1])] * 6

    def test_no_address_tells_how_far_it_led(self, mother, admitted):
        answer = mother.get(f"{admitted.absolute_url()}/nothing")
        assert said(answer) == (404, "NotFound")
        assert admitted.getId() not in answer.text


class TestNobody:
    @pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
    def test_has_to_sign_in(self, nobody, admitted, method):
        there = admitted.absolute_url()
        nowhere = there.replace(admitted.getId(), "c-0123456789abcdef")
        answers = [nobody.call(method, each) for each in (there, nowhere)]

        assert said(answers[0]) == (401, "Unauthorized")
        assert answers[0].headers["WWW-Authenticate"] == "Bearer"
        assert "Location" not in answers[0].headers
        assert seen(answers[0]) == seen(answers[1])

    def test_so_has_whoever_brings_a_token_that_ended(self, app_of, mother, admitted):
        mother.token = "x"
        assert said(mother.get(admitted)) == (401, "Unauthorized")


class TestSomebody:
    def test_who_may_not_is_told_so(self, mother, admitted):
        answer = mother.patch(admitted, {"title": "Another"})
        assert said(answer) == (403, "Forbidden")


class TestPlonesOwnServices:
    def test_fields_that_do_not_fit(self, coordinator, admitted):
        answer = coordinator.patch(admitted, {"request_received": "2024-13-01"})

        assert said(answer) == (400, "ValidationError")
        (error,) = answer.json["errors"]
        assert error["field"] == "request_received"
        assert error["message"]

    def test_what_is_no_json(self, coordinator, admitted):
        answer = coordinator.patch(admitted, b"{")
        assert (answer.status_int, answer.json["type"]) == (400, "MalformedBody")

    def test_what_front_ends_read_stays_beside(self, nobody):
        answer = nobody.post("@login", {"login": "anita"})

        assert answer.status_int == 400
        assert answer.json["type"] == "Missing credentials"
        assert answer.json["message"] == answer.json["error"]["message"]
        assert answer.json["errors"] == []

    def test_a_transition_that_is_not_offered(self, owner, council):
        page = council.help_page.absolute_url()
        answer = owner.post(f"{page}/@workflow/fly")
        assert answer.status_int == 400
        assert answer.json["type"] == "WorkflowException"

    @pytest.mark.parametrize("body", [{}, {"version": "x"}, {"version": 99}])
    def test_a_version_that_there_is_not(self, app_of, editor, council, body):
        guide = council.ehc["stage-guides"]["request"].absolute_url()
        answer = app_of(editor).patch(f"{guide}/@history", body)
        assert said(answer) == (400, "BadRequest")
        assert answer.json["message"].startswith("Send the number of a version")

    def test_a_type_that_there_is_not(self, coordinator):
        assert said(coordinator.get("@types/Nothing")) == (404, "NotFound")


class TestWhatBreaks:
    def test_tells_nothing_of_it(self, mother, admitted, broken):
        broken(RuntimeError("Tony Bread's secret"))
        answer = mother.get(admitted)

        assert said(answer) == (500, "InternalError")
        assert "secret" not in answer.text

    def test_tells_no_administrator_either(self, owner, admitted, broken):
        broken(RuntimeError("secret"))
        assert said(owner.get(admitted)) == (500, "InternalError")

    def test_but_where_plone_is_debugged(
        self, owner, mother, admitted, broken, monkeypatch
    ):
        broken(RuntimeError("secret"))
        monkeypatch.setattr(getConfiguration(), "debug_mode", True)

        assert "traceback" in owner.get(admitted).json
        assert "traceback" not in mother.get(admitted).json

    def test_two_at_once_are_told_after_the_last_try(self, mother, admitted, broken):
        broken(ConflictError())
        assert said(mother.get(admitted)) == (409, "Conflict")


@pytest.mark.parametrize("address", ["nowhere", "@tus-upload/x", "@tus-upload"])
def test_after_head_nothing_is_sent_of_a_problem(mother, admitted, address):
    answer = mother.call("HEAD", f"{admitted.absolute_url()}/{address}")
    assert (answer.status_int, answer.body) == (404, b"")
