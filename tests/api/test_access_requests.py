"""Requests for access: reading them, and deciding."""

from answers import fields_of
from datetime import date
from factories import give_access
from factories import make_case
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import Requests
from letterbox import catch_mails
from plone import api

import pytest


@pytest.fixture(autouse=True)
def mails(portal, monkeypatch):
    return catch_mails(monkeypatch)


@pytest.fixture
def requests(council):
    return Requests(council.ehc)


@pytest.fixture
def asked(requests, tracy):
    """Tracy asks for access to Tony's case."""
    return ask(requests, tracy)


@pytest.fixture
def place(council, asked):
    return f"{council.families.absolute_url()}/@ehc-access-request/{asked.id}"


@pytest.fixture
def approval(admitted):
    return {
        "state": "approved",
        "case": admitted.absolute_url(),
        "reason": "Birth certificate seen",
    }


DECLINED = {"state": "declined", "reason": "Please send a birth certificate."}


def ask(requests, person, child="Tony Bread"):
    return requests.make(
        person,
        child_name=child,
        date_of_birth=date(2020, 3, 3),
        relationship="carer",
        reference="6427917",
    )


def listed(app, council, **query):
    address = f"{council.families.absolute_url()}/@ehc-access-requests"
    return app.get(address, **query).json


def grants_of(case, person) -> list:
    grants = AccessRegister(case.__parent__).grants_for(case.getId())
    return [each for each in grants if each.adult == person]


class TestReading:
    def test_what_was_said_and_by_whom(self, coordinator, asked, place):
        told = coordinator.get(place).json

        assert told["@id"] == place
        assert (told["person"], told["name"]) == ("tracy", "Tracy Tester")
        assert told["child_name"] == "Tony Bread"
        assert told["date_of_birth"] == "2020-03-03"
        assert (told["relationship"], told["reference"]) == ("carer", "6427917")
        assert (told["state"], told["decided_by"], told["case"]) == (
            "waiting",
            None,
            None,
        )

    def test_those_that_wait_are_listed_the_longest_first(
        self, coordinator, council, requests, asked, anita, clock
    ):
        clock.set(2024, 10, 1)
        first = ask(requests, anita, "Tim Bread")

        told = listed(coordinator, council)

        assert [each["id"] for each in told["items"]] == [first.id, asked.id]
        assert told["items_total"] == 2

    def test_decided_ones_are_apart(self, coordinator, council, requests, asked):
        requests.decline(asked.id, "robert", "No")

        assert listed(coordinator, council, state="waiting")["items"] == []
        (told,) = listed(coordinator, council, state="decided")["items"]
        assert (told["state"], told["decided_by_name"], told["reason"]) == (
            "declined",
            "Robert Coombes",
            "No",
        )

    def test_a_long_list_comes_in_parts(
        self, coordinator, council, requests, asked, anita
    ):
        ask(requests, anita)

        told = listed(coordinator, council, b_size=1)

        assert (len(told["items"]), told["items_total"]) == (1, 2)
        assert "Bread" not in told["batching"]["next"]

    def test_in_no_other_order(self, coordinator, council, asked):
        assert listed(coordinator, council, state="all")["type"] == "BadQuery"

    def test_one_of_another_portal_is_missing(self, coordinator, portal, asked):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(portal, "EHCPortal", "other", title="Other")
        there = f"{other['families'].absolute_url()}/@ehc-access-request"

        for address in (f"{there}/{asked.id}", there, f"{there}/{asked.id}/x"):
            assert coordinator.get(address).status_int == 404
        answer = coordinator.patch(f"{there}/{asked.id}", DECLINED)
        assert answer.status_int == 404


class TestApproving:
    def test_the_person_has_access_from_now_on(
        self, coordinator, place, approval, admitted, robert, mails, app_of
    ):
        answer = coordinator.patch(place, {**approval, "end": "2024-12-01"})

        assert answer.status_int == 200
        assert (answer.json["state"], answer.json["case"]) == (
            "approved",
            approval["case"],
        )
        (grant,) = grants_of(admitted, "tracy")
        assert (grant.relationship, grant.reason) == ("carer", approval["reason"])
        assert (grant.granted_by, grant.end) == (robert, date(2024, 12, 1))
        assert [mail.to for mail in mails] == ["tracy@example.org"]
        assert app_of("tracy").get(f"{admitted.absolute_url()}/@ehc-overview").json

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"case": None}, "case"),
            ({"case": ""}, "case"),
            ({"case": "https://elsewhere.example.org/f-1/c-1"}, "case"),
            ({"reason": " "}, "reason"),
            ({"end": "2024-10-03"}, "end"),
            ({"state": "waiting"}, "state"),
        ],
    )
    def test_what_does_not_fit_is_said_by_the_field(
        self, coordinator, place, approval, requests, asked, admitted, changed, field
    ):
        answer = coordinator.patch(place, {**approval, **changed})

        assert (answer.status_int, fields_of(answer)) == (422, [field])
        assert requests.waiting() == [asked]
        assert grants_of(admitted, "tracy") == []

    def test_not_to_a_case_that_one_may_not_see(
        self, coordinator, place, approval, admitted
    ):
        archived = make_case(admitted.__parent__, "Tom Bread", "archived")
        body = {**approval, "case": archived.absolute_url()}
        assert fields_of(coordinator.patch(place, body)) == ["case"]

    def test_not_to_whoever_has_access(
        self, coordinator, place, approval, admitted, mails
    ):
        give_access("tracy", admitted)
        answer = coordinator.patch(place, approval)

        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert answer.json["message"].startswith("This person has access")
        assert mails == []


class TestDeclining:
    def test_the_reason_is_kept_for_the_person(
        self, coordinator, place, requests, robert, mails
    ):
        answer = coordinator.patch(place, DECLINED)

        assert (answer.status_int, answer.json["state"]) == (200, "declined")
        (declined,) = requests.of("tracy")
        assert (declined.reason, declined.decided_by) == (DECLINED["reason"], robert)
        assert [mail.to for mail in mails] == ["tracy@example.org"]

    def test_nothing_is_given_with_it(self, coordinator, place, approval, requests):
        body = {**approval, "end": "2024-12-01", **DECLINED}
        answer = coordinator.patch(place, body)
        assert (answer.status_int, fields_of(answer)) == (422, ["case", "end"])
        assert len(requests.waiting()) == 1


class TestTwoWhoDecide:
    def test_the_second_is_told(self, coordinator, place, approval, admitted, mails):
        coordinator.patch(place, DECLINED)
        answer = coordinator.patch(place, approval)

        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert answer.json["message"] == "This request was decided in the meantime."
        assert grants_of(admitted, "tracy") == []
        assert len(mails) == 1

    def test_what_was_read_before_is_not_decided_on(
        self, coordinator, place, requests, asked
    ):
        read = coordinator.get(place).headers["ETag"]
        requests.decline(asked.id, "rob", "No")
        answer = coordinator.patch(place, DECLINED, {"If-Match": read})
        assert answer.status_int == 412
