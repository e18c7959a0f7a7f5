"""Visiting the portal over HTTP: signing in, reading, downloading."""

from bs4 import BeautifulSoup
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_message
from factories import PASSWORD
from factories import put_into
from letterbox import catch_mails
from plone import api
from plone.testing.zope import Browser
from signing_in import walk_in

import pytest
import transaction


PAGES_OF_A_CASE = (
    "",
    "/ehc-request-details",
    "/ehc-involvements",
    "/ehc-items-to-view",
    "/ehc-items-to-complete",
    "/ehc-messages",
)
PAGES_OF_THE_PORTAL = ("", "/ehc-help", "/ehc-submitted-forms")


def last_write(content):
    transaction.begin()
    return content._p_jar.db().lastTransaction()


@pytest.fixture
def portal(functional_portal):
    """A site whose changes are really committed, and undone after the test."""
    return functional_portal


@pytest.fixture
def at_home(council):
    """The portal's address."""
    return council.ehc.absolute_url()


@pytest.fixture
def sign_in(functional, portal, monkeypatch):
    """Walk in as Anita on the way to an address; return where that leads."""
    letters = catch_mails(monkeypatch)

    def walk(address):
        transaction.commit()
        browser = Browser(functional["app"])
        browser.open(address)
        return walk_in(browser, "anita", PASSWORD, lambda: letters[-1].text).url

    return walk


def test_with_one_child_signing_in_leads_to_its_dashboard(sign_in, anitas_case, portal):
    assert sign_in(f"{portal.absolute_url()}/login") == anitas_case.absolute_url()


def test_asking_for_the_portal_first_leads_to_the_child_as_well(
    sign_in, anitas_case, at_home
):
    assert sign_in(at_home) == anitas_case.absolute_url()


def test_with_two_children_signing_in_leads_to_the_list_of_them(
    sign_in, anitas_case, family, portal, at_home
):
    give_access("anita", make_case(family, "Rob Test"))

    assert sign_in(f"{portal.absolute_url()}/login") == at_home


def test_a_page_that_was_asked_for_is_kept(sign_in, anitas_case):
    asked_for = f"{anitas_case.absolute_url()}/ehc-messages"

    assert sign_in(asked_for) == asked_for


def test_another_familys_page_leads_home_as_a_missing_one_does(
    sign_in, anitas_case, family
):
    other = make_case(family, "Rob Test")

    for address in (other.absolute_url(), f"{family.absolute_url()}/c-0000"):
        assert sign_in(address) == anitas_case.absolute_url()


def test_no_page_writes_when_it_is_fetched(browser_of, anitas_case, at_home, portal):
    message = make_message(anitas_case)
    document = make_document(anitas_case)
    browser = browser_of("anita")
    # Plone itself notes the portlets of its footer at the first visit to a new site.
    browser.open(portal.absolute_url())
    before = last_write(anitas_case)

    case = anitas_case.absolute_url()
    for url in (
        *(f"{case}{page}" for page in PAGES_OF_A_CASE),
        *(f"{at_home}{page}" for page in PAGES_OF_THE_PORTAL),
        message.absolute_url(),
        f"{message.absolute_url()}/ehc-open",
        document.absolute_url(),
    ):
        browser.open(url)
        assert browser.headers["Status"].startswith("200"), url

    assert last_write(anitas_case) == before
    assert not message.is_read_by("anita")


def test_opening_a_message_from_the_list_marks_it_as_read(browser_of, anitas_case):
    message = make_message(anitas_case)
    browser = browser_of("anita")

    browser.open(f"{anitas_case.absolute_url()}/ehc-messages")
    browser.getControl("EHC Handover to new team").click()

    assert browser.url == message.absolute_url()
    transaction.begin()
    assert message.is_read_by("anita")
    assert not message.is_read_by("robert")


def test_a_message_reached_by_its_address_can_be_marked_there(browser_of, anitas_case):
    message = make_message(anitas_case)
    browser = browser_of("anita")

    browser.open(message.absolute_url())
    browser.getControl("Mark as read").click()

    transaction.begin()
    assert message.is_read_by("anita")
    assert "Mark as read" not in browser.contents


def test_a_foreign_site_cannot_mark_a_message(browser_of, anitas_case):
    message = make_message(anitas_case)
    browser = browser_of("anita")

    browser.post(f"{message.absolute_url()}/ehc-open", "_authenticator=guessed")

    assert browser.headers["Status"].startswith("403")
    transaction.begin()
    assert not message.is_read_by("anita")


def test_the_edit_page_of_the_portal_tells_which_links_are_dead(
    browser_of, council, portal, anita
):
    with api.env.adopt_roles(["Manager"]):
        api.user.grant_roles(username="anita", roles=["Editor"])
        api.content.transition(council.help_page, "retract")
        api.content.delete(council.local_offer, check_linkintegrity=False)
    browser = browser_of("anita")

    browser.open(f"{council.ehc.absolute_url()}/edit")

    warning = BeautifulSoup(browser.contents, "html.parser").select_one(
        ".alert-warning"
    )
    assert [" ".join(item.text.split()) for item in warning.select("li")] == [
        "Local Offer: the page was deleted",
        "Help & Support: the page is private",
    ]


def test_a_withdrawn_document_is_missing_for_the_family(browser_of, anitas_case):
    document = put_into(make_document(anitas_case), "withdrawn")
    browser = browser_of("anita")

    browser.open(f"{document.absolute_url()}/@@download/file")

    assert browser.headers["Status"].startswith("404")


def test_an_editor_finds_the_stage_guides_in_their_folder(
    browser_of, council, portal, anita
):
    with api.env.adopt_roles(["Manager"]):
        api.user.grant_roles(username="anita", roles=["Editor"])
    browser = browser_of("anita")

    browser.open(council.ehc["stage-guides"].absolute_url())

    page = BeautifulSoup(browser.contents, "html.parser")
    guides = [" ".join(item.text.split()) for item in page.select("#content-core li")]
    assert len(guides) == 8
    assert guides[0] == "Request/Application (Private)"


def test_staff_are_led_from_a_case_to_its_family_and_families_are_not(
    browser_of, anitas_case
):
    crumbs = {}
    for person in ("robert", "anita"):
        browser = browser_of(person)
        browser.open(anitas_case.absolute_url())
        page = BeautifulSoup(browser.contents, "html.parser")
        crumbs[person] = [
            " ".join(item.text.split()) for item in page.select(".ehc-breadcrumbs li")
        ]

    dashboard = "EHC Assessment and Plan - Tony Bread"
    assert crumbs == {
        "robert": ["Portal Home", "Bread", dashboard],
        "anita": ["Portal Home", dashboard],
    }
