"""The dates of a case in a family's own calendar."""

from datetime import date
from factories import make_case
from icalendar import Calendar
from plone import api
from plone.testing.zope import Browser
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import re
import transaction
import vobject


@pytest.fixture
def portal(functional_portal):
    """A site whose changes are really committed, and undone after the test."""
    return functional_portal


def events_in(text):
    """Return the events of a file by their summaries."""
    return {
        str(event["summary"]): event
        for event in Calendar.from_ical(text).walk("VEVENT")
    }


def fetch(browser, address):
    browser.open(address)
    return browser.contents


@pytest.fixture
def phone(functional):
    """A browser in which nobody is signed in."""
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    return browser


@pytest.fixture
def address(browser_of, anitas_case):
    """The private address that Anita has made."""
    browser = browser_of("anita")
    browser.open(f"{anitas_case.absolute_url()}/ehc-calendar-page")
    browser.getControl("Make a private address").click()
    transaction.begin()
    return re.search(r'value="(http[^"]+/ehc-calendar/[^"]+)"', browser.contents)[1]


def test_the_file_has_the_dates_that_the_pages_have(browser_of, anitas_case):
    browser = browser_of("anita")

    text = fetch(browser, f"{anitas_case.absolute_url()}/ehc-dates.ics")

    events = events_in(text)
    assert {name: event["dtstart"].dt for name, event in events.items()} == {
        "EHC: Request/Application done": date(2024, 9, 1),
        "EHC: Request Outcome, last day": date(2024, 10, 13),
        "EHC: Decision to issue a plan, last day": date(2024, 12, 22),
        "EHC: Final plan, last day": date(2025, 1, 19),
    }
    assert browser.headers["Content-Type"].startswith("text/calendar")
    assert browser.headers["Cache-Control"] == "no-store, private"


def test_a_second_reader_of_icalendar_reads_the_same(browser_of, anitas_case):
    text = fetch(browser_of("anita"), f"{anitas_case.absolute_url()}/ehc-dates.ics")

    calendar = vobject.readOne(text.decode() if isinstance(text, bytes) else text)

    calendar.validate()
    days = {event.summary.value: event.dtstart.value for event in calendar.vevent_list}
    assert days == {
        name: event["dtstart"].dt for name, event in events_in(text).items()
    }


def test_a_change_keeps_the_uid_and_raises_the_sequence(browser_of, anitas_case):
    browser = browser_of("anita")
    address = f"{anitas_case.absolute_url()}/ehc-dates.ics"
    before = events_in(fetch(browser, address))["EHC: Request Outcome, last day"]

    anitas_case.request_received = date(2024, 9, 2)
    notify(ObjectModifiedEvent(anitas_case))
    transaction.commit()
    after = events_in(fetch(browser, address))["EHC: Request Outcome, last day"]

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == date(2024, 10, 14)


def test_a_change_of_the_house_rules_raises_it_too(browser_of, anitas_case):
    browser = browser_of("anita")
    address = f"{anitas_case.absolute_url()}/ehc-dates.ics"
    before = events_in(fetch(browser, address))["EHC: Final plan, last day"]

    api.portal.set_registry_record("ehc.count_receipt_day", True)
    transaction.commit()
    after = events_in(fetch(browser, address))["EHC: Final plan, last day"]

    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == date(2025, 1, 18)


def test_a_finished_stage_keeps_its_uid(browser_of, anitas_case):
    browser = browser_of("anita")
    address = f"{anitas_case.absolute_url()}/ehc-dates.ics"
    before = events_in(fetch(browser, address))["EHC: Request Outcome, last day"]

    with api.env.adopt_roles(["Manager"]):
        api.content.transition(anitas_case.objectValues()[1], "finish")
    transaction.commit()
    after = events_in(fetch(browser, address))["EHC: Request Outcome done"]

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_nothing_in_the_file_names_the_child(browser_of, anitas_case):
    text = fetch(browser_of("anita"), f"{anitas_case.absolute_url()}/ehc-dates.ics")

    assert "Tony" not in str(text)
    assert "Bread" not in str(text)


def test_a_phone_follows_the_private_address_without_signing_in(phone, address):
    events = events_in(fetch(phone, address))

    assert events["EHC: Request Outcome, last day"]["dtstart"].dt == date(2024, 10, 13)


def test_the_address_is_shown_once(browser_of, anitas_case, address):
    browser = browser_of("anita")

    browser.open(f"{anitas_case.absolute_url()}/ehc-calendar-page")

    assert address not in browser.contents
    assert "You have an address. A new one takes its place." in browser.contents


def test_stopping_the_address_makes_it_a_missing_page(
    browser_of, anitas_case, address, phone
):
    browser = browser_of("anita")
    browser.open(f"{anitas_case.absolute_url()}/ehc-calendar-page")
    browser.getControl("Stop the address").click()

    phone.open(address)

    assert phone.headers["Status"].startswith("404")


@pytest.mark.parametrize("end", ["", "/guessed", "/guessed/twice"])
def test_a_guessed_address_is_a_missing_page(phone, council, end):
    transaction.commit()

    phone.open(f"{council.ehc.absolute_url()}/ehc-calendar{end}")

    assert phone.headers["Status"].startswith("404")


def test_a_foreign_site_cannot_make_an_address(browser_of, anitas_case):
    browser = browser_of("anita")

    page = f"{anitas_case.absolute_url()}/ehc-calendar-page"
    browser.post(page, "make=1&_authenticator=guessed")

    assert browser.headers["Status"].startswith("403")


def test_staff_have_no_calendar_of_a_family(browser_of, anitas_case):
    browser = browser_of("robert")

    browser.open(f"{anitas_case.absolute_url()}/ehc-calendar-page")

    assert "Make a private address" not in browser.contents


def test_another_family_gets_no_file(browser_of, anitas_case, family):
    other = make_case(family, "Rob Test")
    browser = browser_of("anita")

    browser.open(f"{other.absolute_url()}/ehc-dates.ics")

    assert browser.headers["Status"].startswith("404")
