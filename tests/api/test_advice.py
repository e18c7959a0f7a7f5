"""Which services were asked for advice in a case."""

from answers import fields_of
from datetime import date
from factories import make_case
from hcc.ehcportal.content import advice
from hcc.ehcportal.process.keys import AdviceClause

import pytest


@pytest.fixture
def place(admitted):
    return f"{admitted.absolute_url()}/@ehc-advice"


@pytest.fixture
def asked(admitted):
    """Social Care was asked on 1 October."""
    advice.ask(admitted, ["Social Care"], date(2024, 10, 1))
    return admitted.advice_requests[0]


@pytest.fixture
def one(place, asked):
    return f"{place}/{asked.id}"


class TestAsking:
    def test_several_are_asked_at_once(self, coordinator, place):
        services = ["Social Care", "Play therapist"]
        answer = coordinator.post(
            place, {"services": services, "requested": "2024-10-01"}
        )

        assert answer.status_int == 201
        assert [(each["service"], each["due"]) for each in answer.json["items"]] == [
            (name, "2024-11-12") for name in services
        ]
        assert coordinator.get(place).json == answer.json

    def test_today_unless_a_day_is_told(self, coordinator, place, admitted):
        coordinator.post(place, {"services": ["Social Care"]})
        (request,) = admitted.advice_requests
        assert request.requested == date(2024, 10, 4)

    @pytest.mark.parametrize(
        ("field", "body"),
        [
            ("services", {"services": []}),
            ("services.0", {"services": [" "]}),
            ("services.1", {"services": ["Play therapist", "x" * 101]}),
            ("services", {"services": ["Play therapist", "social care"]}),
            ("services", {"services": ["Play therapist", "Play Therapist"]}),
            ("requested", {"services": ["Play"], "requested": "2024-10-05"}),
            ("requested", {"services": ["Play"], "requested": "2024-08-31"}),
        ],
    )
    def test_what_does_not_fit_is_said_by_the_field(
        self, coordinator, place, admitted, asked, field, body
    ):
        answer = coordinator.post(place, body)
        assert (answer.status_int, fields_of(answer)) == (422, [field])
        assert admitted.advice_requests == (asked,)

    def test_what_is_sent_twice_is_asked_once(self, coordinator, place, admitted):
        first, second = (
            coordinator.post(
                place, {"services": ["Social Care"]}, {"Idempotency-Key": "one"}
            )
            for _time in range(2)
        )
        assert (first.json, second.status_int) == (second.json, 201)
        assert len(admitted.advice_requests) == 1


class TestOneRequest:
    def test_its_answer_is_recorded(self, coordinator, one, admitted):
        answer = coordinator.patch(one, {"received": "2024-10-03"})

        assert (answer.status_int, answer.json["received"]) == (200, "2024-10-03")
        assert admitted.advice_requests[0].received == date(2024, 10, 3)

    def test_it_is_corrected(self, coordinator, one, admitted):
        body = {
            "service": "Social Care (0-25)",
            "requested": "2024-10-02",
            "clause": "missed_appointment",
        }
        answer = coordinator.patch(one, body)

        assert {name: answer.json[name] for name in body} == body
        assert answer.json["clause_title"] == "An appointment was missed"
        (request,) = admitted.advice_requests
        assert request.clause is AdviceClause.MISSED_APPOINTMENT
        assert request.requested == date(2024, 10, 2)

    def test_a_service_stands_on_one_line(self, coordinator, one):
        answer = coordinator.patch(one, {"service": "Social\n Care"})
        assert answer.json["service"] == "Social Care"

    def test_an_answer_that_was_recorded_by_mistake_is_taken_back(
        self, coordinator, one, admitted
    ):
        coordinator.patch(one, {"received": "2024-10-03"})
        coordinator.patch(one, {"received": None})
        assert admitted.advice_requests[0].is_open

    @pytest.mark.parametrize(
        ("field", "body"),
        [
            ("received", {"received": "2024-09-30"}),
            ("received", {"received": "2024-10-05"}),
            ("requested", {"requested": None}),
            ("requested", {"requested": "2024-08-31"}),
            ("service", {"service": ""}),
            ("service", {"service": "Physiotherapy"}),
            ("clause", {"clause": "waiting_list"}),
        ],
    )
    def test_what_does_not_fit_is_said_by_the_field(
        self, coordinator, one, admitted, field, body
    ):
        advice.ask(admitted, ["Physiotherapy"], date(2024, 10, 1))
        before = admitted.advice_requests
        answer = coordinator.patch(one, body)
        assert (answer.status_int, fields_of(answer)) == (422, [field])
        assert admitted.advice_requests == before

    def test_it_is_removed(self, coordinator, one, admitted):
        answer = coordinator.delete(one)
        assert (answer.status_int, answer.body) == (204, b"")
        assert admitted.advice_requests == ()
        assert coordinator.delete(one).status_int == 404

    def test_one_of_another_case_is_missing(self, coordinator, asked, other_case):
        there = f"{other_case.absolute_url()}/@ehc-advice/{asked.id}"
        assert coordinator.patch(there, {}).status_int == 404
        assert coordinator.delete(there).status_int == 404


def test_a_closed_case_is_read_and_not_changed(coordinator, admitted, asked):
    closed = make_case(admitted.__parent__, "Tom Bread", "closed")
    closed.advice_requests = (asked,)
    place = f"{closed.absolute_url()}/@ehc-advice"

    (told,) = coordinator.get(place).json["items"]
    assert told["service"] == "Social Care"
    assert coordinator.post(place, {"services": ["Play"]}).status_int == 403
    assert coordinator.delete(told["@id"]).status_int == 403


def test_a_change_of_the_case_itself_takes_none(coordinator, admitted, asked):
    """Plone's own PATCH knows no requests for advice, so that all are judged here."""
    coordinator.patch(admitted, {"advice_requests": [], "reference": "1"})
    assert (admitted.advice_requests, admitted.reference) == ((asked,), "1")
