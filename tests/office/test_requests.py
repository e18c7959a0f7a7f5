"""Coordinators read requests for access and decide on them."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_family
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import Requests
from plone import api

import pytest


LIST = "ehc-access-requests"


@pytest.fixture
def case(family):
    return make_case(family, reference="EHC 6427917")


@pytest.fixture
def requests(council):
    return Requests(council.ehc)


@pytest.fixture
def asked(requests, anita, letters):
    return ask(requests, anita)


@pytest.fixture
def families(council):
    return council.families


def ask(requests, person, child="Tony Bread", **facts):
    facts = {
        "date_of_birth": date(2020, 3, 3),
        "relationship": "mother",
        "reference": "6427917",
        **facts,
    }
    return requests.make(person, child_name=child, **facts)


def grants(family):
    return list(AccessRegister(family).grants())


@pytest.fixture
def found(coordinator, asked, case, families):
    """The form to approve, as a coordinator comes to it."""
    coordinator.visit(families, LIST).getLink("Look at it").click()
    coordinator.getLink("Approve").click()
    return coordinator.fill(reference="EHC 6427917").press("Find the case")


@pytest.fixture
def declining(coordinator, asked, case, families):
    """The form to decline, as a coordinator comes to it."""
    coordinator.visit(families, LIST).getLink("Look at it").click()
    coordinator.getLink("Decline").click()
    return coordinator


class TestReading:
    def test_the_families_page_says_how_many_wait(
        self, coordinator, asked, case, families
    ):
        coordinator.visit(families)
        assert "Requests for access (waiting: 1)" in coordinator.text
        coordinator.getLink("Requests for access").click()
        assert coordinator.url.endswith(LIST)

    def test_those_waiting_longest_come_first(
        self, coordinator, asked, case, families, requests, tracy, clock
    ):
        clock.set(2024, 10, 1)
        ask(requests, tracy, "Tim Tester", relationship="carer")

        rows = coordinator.visit(families, LIST).rows("Waiting requests")

        assert [row[:5] for row in rows] == [
            ["Tracy Tester", "Tim Tester", "Carer", "01 Oct 2024 12:00", "Waiting"],
            ["Anita Rixon", "Tony Bread", "Mother", "04 Oct 2024 12:00", "Waiting"],
        ]

    def test_decided_ones_are_apart(self, coordinator, asked, case, families, requests):
        requests.decline(asked.id, "robert", "No")

        coordinator.visit(families, LIST)
        assert "There are none." in coordinator.text
        coordinator.getLink("Decided").click()
        (row,) = coordinator.rows("Decided requests")
        assert row[4] == "Declined"

    def test_a_long_list_comes_in_pages(
        self, coordinator, case, families, requests, letters
    ):
        for number in range(51):
            ask(requests, f"person-{number}", f"Child {number}")

        coordinator.visit(families, LIST)
        assert len(coordinator.rows("Waiting requests")) == 50
        coordinator.getLink("More requests").click()
        assert len(coordinator.rows("Waiting requests")) == 1
        assert "More requests" not in coordinator.text

    @pytest.mark.parametrize("start", ["x", "-1", "99999", "9" * 5000, "%D9%A1"])
    def test_a_page_that_there_is_not(self, coordinator, asked, case, families, start):
        assert coordinator.visit(families, f"{LIST}?start={start}").status == 200

    def test_one_of_them(self, coordinator, asked, case, families):
        coordinator.visit(families, f"ehc-access-request?entry={asked.id}")

        for said in ("Anita Rixon", "Tony Bread", "3 Mar 2020", "Mother", "6427917"):
            assert said in coordinator.text

    def test_what_was_typed_is_text_and_nothing_else(
        self, coordinator, case, families, requests, letters, anita
    ):
        made = ask(requests, anita, "<script>alert(1)</script>")

        for page in (LIST, f"ehc-access-request?entry={made.id}"):
            coordinator.visit(families, page)
            assert "<script>alert(1)</script>" in coordinator.text
            assert "<script>alert(1)</script>" not in coordinator.contents

    @pytest.mark.parametrize(
        "page",
        [
            "ehc-access-request",
            "@@ehc-find-case",
            "@@ehc-decline-request",
            "@@ehc-approve-request",
        ],
    )
    def test_one_of_another_portal_is_missing(
        self, coordinator, asked, case, portal, page
    ):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(portal, "EHCPortal", "other", title="Other")
        there = other["families"]

        assert coordinator.visit(there, LIST).status == 200
        for query in (f"?entry={asked.id}", "?entry=x", ""):
            assert coordinator.visit(there, page + query).status == 404


class TestFindingTheCase:
    def test_both_children_are_shown_and_nothing_is_given(self, found, family):
        assert (
            "Anita Rixon asks for access to the case of Tony Bread, born 3 Mar 2020. "
            "Case EHC 6427917 is that of Tony Bread, born 3 Mar 2020."
        ) in found.text
        assert grants(family) == []

    def test_another_birthday_is_pointed_at(self, coordinator, family, asked, families):
        make_case(family, "Tom Bread", reference="1", date_of_birth=date(2019, 1, 1))
        coordinator.visit(families, f"@@ehc-find-case?entry={asked.id}")
        coordinator.fill(reference="1").press("Find the case")

        assert "The dates of birth differ!" in coordinator.text

    @pytest.mark.parametrize("typed", ["6427917", "EHC", "Tony Bread", "*"])
    def test_nothing_less_than_the_reference_finds_it(
        self, coordinator, asked, case, families, typed
    ):
        coordinator.visit(families, f"@@ehc-find-case?entry={asked.id}")
        coordinator.fill(reference=typed).press("Find the case")

        assert "No case has this reference." in coordinator.error_by("reference")

    def test_two_cases_with_it(self, coordinator, asked, case, council, families):
        make_case(make_family(council, "Tester"), reference="EHC 6427917")
        coordinator.visit(families, f"@@ehc-find-case?entry={asked.id}")
        coordinator.fill(reference="EHC 6427917").press("Find the case")

        assert "Several cases have this reference." in coordinator.error_by("reference")

    def test_an_archived_case_is_found_by_managers_alone(
        self, coordinator, visitor, rob, asked, family, families
    ):
        make_case(family, "Tom Bread", "archived", reference="9")
        for browser, wanted in ((coordinator, "No case has"), (visitor(rob), "Tom")):
            browser.visit(families, f"@@ehc-find-case?entry={asked.id}")
            browser.fill(reference="9").press("Find the case")
            assert wanted in browser.text


class TestApproving:
    def test_the_person_sees_the_case_from_now_on(
        self, found, family, case, anita, robert, letters
    ):
        found.fill(reason="Passport seen", end="2024-12-01").press("Give access")

        (grant,) = grants(family)
        assert (grant.adult, grant.case) == (anita, case.getId())
        assert (grant.reason, grant.granted_by) == ("Passport seen", robert)
        assert grant.end == date(2024, 12, 1)
        assert "Anita Rixon was given access to the case of Tony Bread." in found.text
        assert [letter.to for letter in letters] == ["anita@example.org"]

    def test_the_request_says_who_approved_it(self, found, asked, families, requests):
        found.fill(reason="Passport seen").press("Give access")
        found.visit(families, f"ehc-access-request?entry={asked.id}")

        for said in ("Approved", "Robert Coombes", "Passport seen", "Tony Bread"):
            assert said in found.text
        assert requests.waiting() == []
        assert "@@ehc-find-case" not in found.contents

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("reason", "", "Fill this in."),
            ("end", "2024-10-03", "This day has passed."),
        ],
    )
    def test_what_is_wrong_is_said_by_the_field(
        self, found, family, field, value, message
    ):
        found.fill(reason="Seen").fill(**{field: value}).press("Give access")

        assert message in found.error_by(field)
        assert grants(family) == []

    def test_somebody_with_access(self, found, families, asked, case, family, anita):
        give_access(anita, case)
        found.visit(families, found.url.rpartition("/")[2])

        assert "This person has access to the case already." in found.text

    def test_a_case_that_there_is_not(self, found, families, asked, family):
        for place in ("", "x", "x/y", f"{family.getId()}/y", family.getId()):
            page = f"@@ehc-approve-request?entry={asked.id}&case={place}"
            assert found.visit(families, page).status == 404


class TestDeclining:
    def test_the_reason_is_kept_for_the_person(
        self, declining, requests, anita, robert, letters
    ):
        declining.fill(reason="Please send a birth certificate.").press("Decline")

        (declined,) = requests.of(anita)
        assert (declined.state, declined.decided_by) == ("declined", robert)
        assert declined.reason == "Please send a birth certificate."
        assert "The request is declined." in declining.text
        assert [letter.to for letter in letters] == ["anita@example.org"]

    def test_not_without_a_reason(self, declining, requests):
        declining.press("Decline")

        assert "Fill this in." in declining.error_by("reason")
        assert len(requests.waiting()) == 1

    def test_not_twice(self, declining, asked, requests, families, letters):
        requests.decline(asked.id, "rob", "No")
        declining.visit(families, f"@@ehc-decline-request?entry={asked.id}")

        assert "This request was decided in the meantime." in declining.text
        assert not declining.parsed.cssselect("#form")


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("@@ehc-approve-request", {"form.widgets.reason": "Forged"}),
        ("@@ehc-decline-request", {"form.widgets.reason": "Forged"}),
    ],
)
def test_a_post_without_authenticator_decides_nothing(
    coordinator, asked, case, family, families, requests, page, fields
):
    coordinator.send(
        f"{families.absolute_url()}/{page}",
        {
            **fields,
            "entry": asked.id,
            "case": f"{family.getId()}/{case.getId()}",
            "form.buttons.save": "1",
        },
    )

    assert coordinator.status == 403
    assert requests.waiting() == [asked]
