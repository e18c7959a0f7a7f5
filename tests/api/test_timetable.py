"""`@ehc-timetable` says the dates of a case as the pages do, or as a calendar file."""

from bs4 import BeautifulSoup
from hcc.ehcportal.access.calendar import new_token
from hcc.ehcportal.api.shapes import schema_of
from hcc.ehcportal.api.timetable.answer import Timetable
from icalendar import Calendar
from jsonschema import Draft202012Validator

import pytest


CALENDAR = {"Accept": "text/calendar"}


@pytest.fixture
def late(admitted, clock):
    clock.set(2024, 10, 21)
    return admitted


@pytest.fixture
def address(late):
    return f"{late.absolute_url()}/@ehc-timetable"


def words_in(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def test_it_says_what_the_dashboard_says(mother, late, address):
    page = words_in(mother.get(late, {"Accept": "text/html"}).text)
    stages = mother.get(address).json["stages"]

    assert len(stages) == 8
    assert "Late: was due on 13 Oct 2024, 8 days ago" in [
        stage["late_line"] for stage in stages
    ]
    for stage in stages:
        for name in ("title", "state_word", "date_line", "target_line", "late_line"):
            assert (stage[name] or "") in page


def test_it_is_not_sent_again_on_the_same_day(mother, address, clock):
    headers = {"If-None-Match": mother.get(address).headers["ETag"]}
    assert mother.get(address, headers).status_int == 304
    clock.set(2024, 10, 22)
    assert mother.get(address, headers).status_int == 200


def test_it_has_the_days_that_belong_to_no_stage(mother, late, address):
    late.decision_sent = late.request_received.replace(month=10, day=10)
    (appeal,) = (
        entry
        for entry in mother.get(address).json["other_dates"]
        if entry["key"] == "appeal"
    )
    assert appeal["day"] == "2024-12-10"
    assert appeal["words"] == "Tuesday 10 December 2024, 50 days from now"


def test_it_is_as_its_schema_says(mother, address):
    Draft202012Validator(schema_of(Timetable)).validate(mother.get(address).json)


class TestCalendarFile:
    def test_it_is_the_one_of_the_page(self, mother, case, address):
        answer = mother.get(address, CALENDAR)
        url = mother.get(address).json["calendar_url"]

        assert answer.content_type == "text/calendar"
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.body == mother.get(url, {"Accept": "*/*"}).body
        assert len(Calendar.from_ical(answer.text).walk("VEVENT")) == 4

    def test_whoever_may_not_see_the_case_has_none(self, mother, nobody, other_case):
        address = f"{other_case.absolute_url()}/@ehc-timetable"
        assert mother.get(address, CALENDAR).status_int == 404
        assert nobody.get(address, CALENDAR).status_int == 401

    def test_a_phone_follows_its_private_address_as_before(
        self, nobody, council, late, anita
    ):
        url = f"{council.ehc.absolute_url()}/ehc-calendar/{new_token(late, anita)}"
        answer = nobody.get(url, CALENDAR)
        assert answer.status_int == 200
        assert answer.content_type == "text/calendar"
