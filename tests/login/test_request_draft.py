"""A request that is begun stays with the account of whoever is signed in."""

from factories import sign_in
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.begun import BegunRequest
from hcc.ehcportal.access.begun import forget_old_requests
from hcc.ehcportal.access.begun import of_account
from hcc.ehcportal.login.door.rule import put_under_rule
from papers import pdf
from plone import api
from requesting import attach
from requesting import attached
from requesting import cases_of
from requesting import CHILD
from requesting import choose
from requesting import code_in
from requesting import documents_of
from requesting import fill
from requesting import NEEDS
from requesting import PAGE
from requesting import text_of
from requesting import YOU

import pytest
import transaction


REPORT = ("report.pdf", pdf("A report"))

ELSEWHERE = "This request was changed, sent or deleted on another page"


@pytest.fixture
def page(browser, council, anita):
    """Anita at the page, signed in."""
    council.ehc.takes_requests = True
    put_under_rule(anita)
    return browser.sign_in().visit(PAGE)


@pytest.fixture
def other(visitor, page):
    """Anita on another device."""
    return visitor().sign_in().visit(PAGE)


def begin(browser):
    """Go on to the step about the needs."""
    fill(browser, YOU, "parent").press("Continue")
    return fill(browser, CHILD).press("Continue")


def finish(browser):
    """Go on from the needs to the end."""
    fill(browser, NEEDS).press("Continue").press("Continue")
    return browser.press("Send the request")


def value(browser, name) -> str:
    return browser.getControl(name=name).value


def kept(council):
    transaction.begin()
    return BegunRequest(council.ehc, of_account("anita")).kept


class TestKeeping:
    def test_each_step_is_kept_and_found_on_another_device(self, page, visitor):
        begin(page)
        other = visitor().sign_in().visit(PAGE)

        assert "Step 3 of 5: Why you ask" in text_of(other)
        assert "Saved with your account: 04 Oct 2024 12:00" in text_of(other)
        other.press("Back")
        assert value(other, "child_name") == "Tony Bread"

    def test_it_is_saved_with_what_is_wrong_in_it(self, page):
        fill(page, {"adult": "Anita", "email": "anita"}).press("Save and come back")
        assert page.url.endswith("/ehc")
        assert "It is not sent yet." in text_of(page)
        assert "You have begun a request and not sent it." in text_of(page)

        page.getLink("Go on with your request").click()
        assert value(page, "email") == "anita"

    def test_opened_again_it_tells_of_no_code_that_was_not_mailed(self, page):
        fill(page, {**YOU, "email": "tracy@example.org"}, "parent").press("Continue")
        fill(page, CHILD).press("Continue")
        fill(page, NEEDS).press("Continue").press("Continue").press("Continue")
        page.press("Save and come back later")

        page.getLink("Go on with your request").click()

        assert "Step 5 of 6: Check your answers" in text_of(page)

    def test_documents_are_kept_with_it(self, page, visitor):
        fill(begin(page), NEEDS).press("Continue")
        choose(page, REPORT).press("Save and come back later")
        other = visitor().sign_in().visit(PAGE)
        assert attached(other) == ["report.pdf"]

    def test_opening_the_page_keeps_nothing(self, page, council):
        assert kept(council).version == ""

    def test_what_is_longer_than_can_be_kept_is_not_lost(self, page, council):
        fill(begin(page), {"why": "a" * 100_001}).press("Save and come back later")
        assert "This is too long to be saved." in page.problems
        assert len(value(page, "why")) == 100_001


class TestSending:
    def test_an_account_s_own_address_needs_no_code(self, page, council):
        finish(begin(page))

        (case,) = cases_of(council)
        assert case.assessment_requests[0].is_address_proved
        assert [mail.to for mail in page.mails[1:]] == ["anita@example.org"]

    def test_after_it_is_sent_nothing_is_kept(self, page, council):
        fill(begin(page), NEEDS).press("Continue")
        attach(page, REPORT).press("Continue").press("Send the request")

        assert kept(council) == type(kept(council))()
        page.visit(PAGE)
        assert value(page, "adult") == ""
        (case,) = cases_of(council)
        assert [each.title for each in documents_of(case)] == ["report.pdf"]

    def test_another_address_needs_one(self, page, council):
        fill(page, {**YOU, "email": "tracy@example.org"}, "parent").press("Continue")
        fill(page, CHILD).press("Continue")
        fill(page, NEEDS).press("Continue").press("Continue").press("Continue")

        assert "Step 6 of 6: Confirm your email" in text_of(page)
        assert page.mails[-1].to == "tracy@example.org"
        page.getControl(name="code").value = code_in(page.mails[-1])
        page.press("Send the request")
        assert len(cases_of(council)) == 1


class TestDeleting:
    def test_by_the_person(self, page, council):
        begin(page).press("Delete it")
        assert "The request was deleted." in text_of(page)
        assert value(page, "adult") == ""
        assert kept(council).version == ""

    def test_after_three_months(self, page, council, moment):
        begin(page)
        moment.pass_by(hours=89 * 24)
        assert kept(council).version
        moment.pass_by(hours=2 * 24)
        assert kept(council).version == ""
        forget_old_requests(council.ehc)

    def test_with_the_account(self, page, council):
        begin(page)
        with api.env.adopt_roles(["Manager"]):
            api.user.delete("anita")
        transaction.commit()
        assert kept(council).version == ""


class TestNobodyElse:
    def test_another_account_and_nobody_see_none_of_it(self, page, visitor, tracy):
        put_under_rule(tracy)
        begin(page)
        for other in (visitor().sign_in("tracy"), visitor()):
            assert value(other.visit(PAGE), "adult") == ""

    def test_the_record_says_nothing_of_it(self, page):
        before = list(entries())
        begin(page)
        assert list(entries()) == before

    def test_nothing_finds_it(self, page, council):
        begin(page)
        transaction.begin()
        catalog = api.portal.get_tool("portal_catalog")
        assert not catalog.unrestrictedSearchResults(SearchableText="Tony")
        assert cases_of(council) == []


class TestTwoDevices:
    def test_nothing_is_overwritten_in_silence(self, page, other, council):
        begin(page)
        fill(other, {**YOU, "adult": "Another"}, "parent").press("Continue")

        assert ELSEWHERE in other.problems
        assert value(other, "adult") == "Another"
        assert kept(council).typed["adult"] == "Anita Rixon"
        other.press("Continue")
        assert kept(council).typed["adult"] == "Another"

    @pytest.mark.parametrize("end", [finish, lambda page: page.press("Delete it")])
    def test_nor_is_what_was_begun_anew(self, page, other, council, end):
        begin(page)
        other.visit(PAGE)
        end(page)
        begin(page.visit(PAGE))

        fill(other, {**NEEDS, "why": "Another"}).press("Continue")

        assert ELSEWHERE in other.problems
        assert kept(council).typed["why"] == ""

    def test_what_was_sent_meanwhile_is_not_sent_again(self, page, other, council):
        begin(page)
        other.visit(PAGE)
        finish(page)

        fill(other, {**NEEDS, "why": "Another"}).press("Continue")

        assert ELSEWHERE in other.problems
        assert len(cases_of(council)) == 1

    def test_who_was_signed_out_meanwhile_loses_nothing(self, page, council):
        fill(page, YOU, "parent")
        page.testapp.cookiejar.clear()
        page.press("Continue")

        assert "You were signed out meanwhile." in page.problems
        assert value(page, "adult") == "Anita Rixon"
        page.press("Continue")
        assert "Step 2 of 6" in text_of(page)
        assert kept(council).version == ""

    def test_who_has_signed_in_meanwhile_loses_nothing(self, visitor, page, council):
        stranger = visitor().visit(PAGE)
        fill(stranger, YOU, "parent")
        sign_in(stranger, "anita")
        stranger.press("Continue")

        assert "You have signed in meanwhile." in stranger.problems
        stranger.press("Continue")
        assert kept(council).typed["adult"] == "Anita Rixon"
