"""Asking for access: what is said about a child, and what the person sees of it."""

from datetime import date
from factories import make_case
from factories import make_family
from factories import sign_in
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.login.joining.newaccount import make_account

import pytest
import re


@pytest.fixture
def newcomer(portal):
    """Somebody who has just registered, without any case."""
    return make_account("a.rixon@example.org", "Anita Rixon", "brown otter piano")


@pytest.fixture
def page(browser, council, newcomer):
    """The newcomer at the page."""
    sign_in(browser, newcomer.user_id)
    return browser.visit("ehc/ehc-request-access")


@pytest.fixture
def requests(council):
    return Requests(council.ehc)


FACTS = {
    "child_name": "Tony Bread",
    "day": "3",
    "month": "3",
    "year": "2020",
    "reference": "EHC-1",
}


def fill(browser, relationship="mother", **facts):
    for name, value in {**FACTS, **facts}.items():
        browser.getControl(name=name).value = value
    if relationship:
        browser.getControl(name="relationship").value = [relationship]
    return browser


def ask(browser, **facts):
    return fill(browser, **facts).press("Request access")


def own_items(browser) -> str:
    """What stands under "Items to view"."""
    (panel,) = browser.parsed.cssselect("section.ehc-requests")
    return " ".join(panel.text_content().split())


def _without_times(text) -> str:
    return re.sub(r"\d+:\d\d", "", text)


class TestAsking:
    def test_what_is_said_is_kept_for_staff(self, page, requests, newcomer):
        ask(page)

        (request,) = requests.waiting()
        assert request.user_id == newcomer.user_id
        assert request.child_name == "Tony Bread"
        assert request.date_of_birth == date(2020, 3, 3)
        assert request.relationship == "mother"
        assert request.reference == "EHC-1"

    def test_the_answer_leads_to_the_persons_own_list(self, page, council):
        ask(page)
        assert page.url == council.ehc.absolute_url()
        assert "We have your request" in page.text

    def test_whether_the_child_is_known_cannot_be_told(self, page, visitor, council):
        make_case(make_family(council), reference="EHC-1")
        other = make_account("b.rixon@example.org", "Anita Rixon", "brown otter piano")
        stranger = sign_in(visitor(), other.user_id).visit("ehc/ehc-request-access")

        ask(page)
        ask(stranger, child_name="Nobody Known", reference="", year="2001")

        assert page.url == stranger.url
        assert _without_times(page.text) == _without_times(stranger.text)

    def test_no_reference_is_fine(self, page, requests):
        ask(page, reference="")
        assert requests.waiting()[0].reference == ""

    def test_nobody_asks_without_signing_in(self, visitor, council):
        other = visitor().visit("ehc/ehc-request-access")
        assert other.step == 1

    def test_three_can_wait_at_a_time(self, page, requests):
        for _time in range(4):
            page.visit("ehc/ehc-request-access")
            ask(page)
        assert len(requests.waiting()) == 3
        assert "As many requests of yours are waiting" in page.problems
        assert page.getControl(name="child_name").value == "Tony Bread"

    def test_another_site_cannot_ask(self, page, requests):
        fields = {**FACTS, "relationship": "mother", "send": "1"}
        answer = page.send("POST", "ehc/ehc-request-access", fields)
        assert answer.status_int == 403
        assert requests.waiting() == []


class TestBadInput:
    @pytest.mark.parametrize(
        ("day", "month", "year"),
        [
            ("", "", ""),
            ("3", "3", ""),
            ("31", "2", "2020"),
            ("3", "13", "2020"),
            ("3", "3", "20"),
            ("3", "3", "1899"),
            ("x", "3", "2020"),
            ("\u0663", "3", "2020"),
            ("-3", "3", "2020"),
            ("3", "3", "20200"),
        ],
    )
    def test_no_date_is_told_and_stays(self, page, requests, day, month, year):
        ask(page, day=day, month=month, year=year)

        assert "Enter the date of birth as day, month and year" in page.problems
        assert page.parsed.cssselect("fieldset[aria-describedby~=day-problem]")
        typed = [page.getControl(name=name).value for name in ("day", "month", "year")]
        assert typed == [day, month, year]
        assert requests.waiting() == []

    def test_a_child_from_the_future_is_told_as_such(self, page, requests):
        ask(page, year="2199")
        assert "This date is in the future" in page.problems
        assert page.parsed.cssselect("#day-problem")

    def test_a_name_is_needed(self, page):
        ask(page, child_name=" ")
        assert "Enter a name" in page.problems
        assert page.parsed.cssselect("#child_name[aria-invalid=true]")

    def test_a_relationship_is_needed(self, page):
        ask(page, relationship=None)
        assert "Choose who you are to them" in page.problems
        assert page.parsed.cssselect("a[href='#relationship']")
        assert page.parsed.cssselect("input#relationship[type=radio]")

    def test_one_that_was_not_offered_is_none(self, page, requests):
        token = page.getControl(name="_authenticator").value
        fields = {**FACTS, "relationship": "king", "send": "1"}
        page.send("POST", "ehc/ehc-request-access", {**fields, "_authenticator": token})
        assert requests.waiting() == []

    def test_the_relationship_is_not_lost(self, page):
        ask(page, relationship="carer", child_name="")
        assert page.getControl(name="relationship").value == ["carer"]

    def test_a_reference_on_two_lines_is_refused(self, page, requests):
        token = page.getControl(name="_authenticator").value
        fields = {
            **FACTS,
            "reference": "1\r\nBcc: x",
            "relationship": "self",
            "send": "1",
        }
        answer = page.send(
            "POST", "ehc/ehc-request-access", {**fields, "_authenticator": token}
        )
        assert answer.html.select("#reference-problem")
        assert requests.waiting() == []


class TestItemsToView:
    def test_who_has_no_case_is_offered_to_ask(self, page):
        page.visit("ehc")
        assert "No items to view" in own_items(page)
        page.getLink("Request access").click()
        assert page.url.endswith("/ehc-request-access")

    def test_a_request_is_an_item_as_in_the_guide(self, page):
        ask(page)
        assert (
            "Portal Request Access to an Account: Waiting for a decision"
            in own_items(page)
        )

    def test_signing_in_leads_to_it(self, page, visitor):
        ask(page)
        other = visitor().sign_in("a.rixon@example.org", "brown otter piano")
        assert other.url.endswith("/plone/ehc")
        assert "Waiting for a decision" in own_items(other)

    def test_a_declined_one_has_its_reason(self, page, requests, robert):
        ask(page)
        requests.decline(requests.waiting()[0].id, robert, "We need a letter first.")
        page.visit("ehc")
        assert "Declined" in own_items(page)
        assert "We need a letter first." in own_items(page)

    def test_an_approved_one_shows_the_case_and_not_the_reason(
        self, page, requests, case, robert
    ):
        ask(page)
        requests.approve(requests.waiting()[0].id, case, robert, "Saw the passport")
        page.visit("ehc")

        (child,) = page.parsed.cssselect("section.ehc-child")
        (panel,) = [
            each
            for each in child.cssselect("section.ehc-panel")
            if "Items to view" in each.cssselect("h3")[0].text_content()
        ]
        items = " ".join(panel.text_content().split())
        assert "Portal Request Access to an Account: Approved" in items
        assert not page.parsed.cssselect("section.ehc-requests")
        assert "Saw the passport" not in page.text
        assert "View EHC Assessment and Plan information" in page.text
        assert "Request access" not in page.text

    def test_nobody_sees_those_of_others(self, page, visitor, tracy):
        ask(page)
        other = sign_in(visitor(), tracy)
        assert "Waiting for a decision" not in other.visit("ehc").text
