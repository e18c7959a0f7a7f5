"""A coordinator keeps the list of services that were asked for advice."""

from dataclasses import replace
from datetime import date
from factories import make_case
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.process.keys import AdviceClause

import pytest


PAGE = "ehc-advice-requests"

LIST = "Services that were asked"


@pytest.fixture
def page(coordinator, case):
    return coordinator.visit(case, PAGE)


@pytest.fixture
def asked(case):
    """Social Care was asked on 1 October."""
    advice.ask(case, ["Social Care"], date(2024, 10, 1))
    return case.advice_requests[0]


@pytest.fixture
def open_form(coordinator, case, asked):
    return lambda name: coordinator.visit(case, f"{name}?advice={asked.id}")


def choose(page, *services):
    page.getControl(name="form.widgets.services:list").displayValue = list(services)
    return page


def services(case):
    return [entry.service for entry in overview_of(case, "anita").advice]


class TestAsking:
    def test_the_services_of_the_guide_are_offered(self, page):
        offered = page.getControl(name="form.widgets.services:list").displayOptions

        assert len(offered) == 11
        assert offered[8] == "Child & Family Clinic (CAMHS)"
        assert page.value("requested") == "2024-10-04"
        assert "None was asked so far." in page.text

    def test_several_are_asked_at_once(self, page, case):
        choose(page, "Social Care", "Physiotherapy")
        page.fill(requested="2024-10-01", other="Play therapist")
        page.press("Record as asked")

        assert "Services asked: 3." in page.text
        assert [row[:4] for row in page.rows(LIST)] == [
            [name, "01 Oct 2024", "12 Nov 2024", "Not yet"]
            for name in ("Social Care", "Physiotherapy", "Play therapist")
        ]
        assert services(case) == ["Social Care", "Physiotherapy", "Play therapist"]

    @pytest.mark.parametrize(
        ("field", "typed", "message"),
        [
            ("services", {}, "Choose a service, or write the name of another one."),
            (
                "requested",
                {"other": "Play therapist", "requested": "2024-10-05"},
                "This date is in the future.",
            ),
            (
                "requested",
                {"other": "Play therapist", "requested": "2024-08-31"},
                "The family's request was received on 01 Sep 2024. Enter that day or",
            ),
            (
                "services",
                {"other": "social care"},
                "“social care” was asked already and has not answered.",
            ),
            ("other", {"other": "x" * 101}, "Value is too long"),
        ],
    )
    def test_what_is_wrong_is_said_by_the_field(
        self, coordinator, case, asked, field, typed, message
    ):
        page = coordinator.visit(case, PAGE).fill(**typed).press("Record as asked")

        assert message in page.error_by(field)
        assert page.value("other") == typed.get("other", "")
        assert services(case) == ["Social Care"]

    def test_more_than_a_letter_can_hold_are_refused(self, coordinator, case, asked):
        case.advice_requests = (replace(asked, received=asked.requested),) * 100
        page = coordinator.visit(case, PAGE).fill(other="Play therapist")
        page.press("Record as asked")

        assert "A case can have 100 requests" in page.error_by("services")

    def test_what_was_typed_is_no_markup(self, page, case):
        page.fill(other="<b>Play</b>").press("Record as asked")

        assert page.rows(LIST)[0][0] == "<b>Play</b>"


class TestOneRequest:
    def test_its_answer_is_recorded(self, open_form, case):
        form = open_form("ehc-record-advice")
        assert "Tony Bread: Social Care, asked on 01 Oct 2024." in form.text
        form.fill(received="2024-10-03").press("Record as received")

        assert form.rows(LIST)[0][3] == "03 Oct 2024"
        assert "Record as received" not in form.rows(LIST)[0][4]

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("2024-09-30", "This day lies before the service was asked."),
            ("2024-10-05", "This date is in the future."),
        ],
    )
    def test_an_answer_cannot_come_on_such_a_day(self, open_form, case, typed, message):
        form = open_form("ehc-record-advice").fill(received=typed)
        form.press("Record as received")

        assert message in form.error_by("received")
        assert case.advice_requests[0].is_open

    def test_it_is_corrected(self, open_form, case):
        form = open_form("ehc-correct-advice")
        assert form.value("service") == "Social Care"
        assert form.value("requested") == "2024-10-01"
        form.fill(
            service="Social Care (0-25)",
            requested="2024-10-02",
            clause="missed_appointment",
        ).press("Save")

        (request,) = case.advice_requests
        assert (request.service, request.requested, request.received) == (
            "Social Care (0-25)",
            date(2024, 10, 2),
            None,
        )
        assert request.clause is AdviceClause.MISSED_APPOINTMENT
        assert form.rows(LIST)[0][2] == "13 Nov 2024 An appointment was missed"

    def test_an_answer_that_was_recorded_by_mistake_is_taken_back(
        self, open_form, case
    ):
        open_form("ehc-record-advice").press("Record as received")
        open_form("ehc-correct-advice").fill(received="").press("Save")

        assert case.advice_requests[0].is_open

    def test_a_correction_cannot_name_what_was_asked_already(self, open_form, case):
        advice.ask(case, ["Physiotherapy"], date(2024, 10, 1))
        form = open_form("ehc-correct-advice").fill(service="Physiotherapy")
        form.press("Save")

        assert "was asked already" in form.error_by("service")
        assert services(case) == ["Social Care", "Physiotherapy"]

    def test_it_is_removed(self, open_form, case):
        form = open_form("ehc-remove-advice").press("Remove")

        assert "“Social Care” is not on the list any more." in form.text
        assert case.advice_requests == ()

    @pytest.mark.parametrize(
        "name", ["ehc-record-advice", "ehc-correct-advice", "ehc-remove-advice"]
    )
    def test_one_of_another_case_is_a_missing_page(
        self, coordinator, sister, asked, name
    ):
        assert coordinator.visit(sister, f"{name}?advice={asked.id}").status == 404

    def test_a_link_removes_nothing(self, coordinator, case, asked):
        address = f"ehc-remove-advice?advice={asked.id}&form.buttons.save=Remove"
        coordinator.visit(case, address)

        assert case.advice_requests == (asked,)

    def test_another_sites_form_removes_nothing(self, coordinator, case, asked):
        coordinator.send(
            f"{case.absolute_url()}/ehc-remove-advice",
            {"advice": asked.id, "form.buttons.save": "Remove"},
        )

        assert coordinator.status == 403
        assert case.advice_requests == (asked,)


class TestWhoMay:
    @pytest.mark.parametrize(
        "name",
        [PAGE, "ehc-record-advice", "ehc-correct-advice", "ehc-remove-advice"],
    )
    def test_a_family_may_not(self, mother, case, asked, name):
        assert mother.visit(case, f"{name}?advice={asked.id}").is_refused

    def test_a_closed_case_is_read_by_staff_and_changed_by_nobody(
        self, coordinator, family, asked
    ):
        closed = make_case(family, "Tom Bread", "closed")
        closed.advice_requests = (asked,)

        page = coordinator.visit(closed, PAGE)

        assert page.rows(LIST) == [
            ["Social Care", "01 Oct 2024", "12 Nov 2024", "Not yet"]
        ]
        assert "This case is not open" in page.text
        assert not page.parsed.cssselect("#form")


def test_how_late_it_is_stands_in_the_list(coordinator, case, asked, clock):
    clock.set(2024, 11, 15)

    assert coordinator.visit(case, PAGE).rows(LIST)[0][3] == "Not yet Days late: 3"


class TestOnTheCase:
    def test_its_page_counts_them_and_leads_to_the_list(
        self, coordinator, case, asked, clock
    ):
        clock.set(2024, 11, 15)

        page = coordinator.visit(case, "ehc-case")

        assert "Services asked: 1. Awaited: 1. Late: 1." in page.text
        assert "/ehc-advice-requests" in page.contents
        assert "/ehc-letter-information-requested" in page.contents

    def test_its_history_tells_of_each_change(self, coordinator, case, asked):
        address = f"ehc-record-advice?advice={asked.id}"
        coordinator.visit(case, address).press("Record as received")

        page = coordinator.visit(case, "ehc-history")

        assert "Robert Coombes" in page.text
        assert "Requests for advice" in page.text
