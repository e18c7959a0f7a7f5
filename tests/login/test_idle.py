"""What a page says about the time-out, and what the browser asks about it."""

from factories import PASSWORD
from factories import sign_in
from hcc.ehcportal.login.door.sessions import LONGEST
from hcc.ehcportal.login.steps.idle import WARNING
from lxml import html
from plone import api

import json
import pytest


MINUTE = 60


@pytest.fixture
def mother(visitor, anita, moment):
    """Anita, signed in."""
    return sign_in(visitor(), anita)


def notices(browser) -> list:
    return browser.parsed.cssselect(".ehc-idle")


def dialogs(browser) -> list:
    """Return what the script lays into each notice."""
    return [
        dialog
        for notice in notices(browser)
        for dialog in html.fromstring(notice.get("data-dialog")).iter("dialog")
    ]


def seconds_on(browser, page="ehc-my-account") -> int:
    """Return for how long a page says that the person stays signed in."""
    (notice,) = notices(browser.visit(page))
    return int(notice.get("data-seconds"))


def ask(browser) -> dict:
    return json.loads(browser.visit("ehc-stay").contents)


class TestPages:
    @pytest.mark.parametrize("page", ["", "ehc", "ehc-my-account", "sitemap"])
    def test_each_says_it_to_who_is_signed_in(self, mother, page):
        mother.visit(page)

        assert "you are signed out after 30 minutes without activity" in mother.text
        (dialog,) = dialogs(mother)
        assert dialog.get("data-warning") == "120"
        assert dialog.get("data-stay") == f"{mother.site}/ehc-stay"

    @pytest.mark.parametrize("page", ["", "login"])
    def test_none_to_anybody_else(self, browser, page):
        browser.visit(page)
        assert dialogs(browser) == []
        assert "without activity" not in browser.text

    def test_none_to_who_sends_a_password_with_each_request(self, visitor, robert):
        browser = visitor()
        browser.addHeader("Authorization", f"Basic {robert}:{PASSWORD}")
        assert dialogs(browser.visit("ehc-my-account")) == []

    def test_the_minutes_are_those_of_the_council(self, mother):
        api.portal.set_registry_record("ehc.idle_minutes", 20)
        assert seconds_on(mother) == 20 * MINUTE
        assert "after 20 minutes without activity" in mother.text

    def test_the_dialog_is_the_same_for_everybody(self, mother, visitor, robert):
        """What is kept of it for all pages is nobody's own."""
        other = sign_in(visitor(), robert).visit("ehc-my-account")
        (one,), (another,) = notices(mother.visit("ehc-name")), notices(other)
        assert one.get("data-dialog") == another.get("data-dialog")

    def test_nothing_runs_that_a_strict_council_forbids(self, mother):
        """No script stands in the page itself, and no handler of an event."""
        mother.visit("ehc-my-account")
        (notice,) = mother.parsed.cssselect(".ehc-idle")
        (script,) = notice.cssselect("script")
        assert script.get("src").endswith("/++resource++hcc.ehcportal/idle.js")
        assert script.get("defer") is not None
        assert not (script.text or "").strip()
        assert not [
            name for each in notice.iter() for name in each.attrib if name[:2] == "on"
        ]
        assert mother.send("GET", script.get("src")).status_int == 200

    def test_a_screen_reader_is_told_what_it_is(self, mother):
        mother.visit("ehc-my-account")
        (dialog,) = dialogs(mother)

        assert dialog.get("role") == "alertdialog"
        named = {
            each.get("id"): each.text_content() for each in dialog.cssselect("[id]")
        }
        assert named[dialog.get("aria-labelledby")] == (
            "You are about to be signed out"
        )
        assert "nothing that you typed is lost" in named[dialog.get("aria-describedby")]
        (status,) = dialog.cssselect("[data-part=status]")
        assert [status.get(f"data-at-{each}") for each in (120, 60, 30)] == [
            "2 minutes left",
            "1 minute left",
            "30 seconds left",
        ]

    def test_it_does_not_tell_which_page_was_asked_for(self, mother):
        """An address that is hidden must look like one that is missing."""
        (dialog,) = dialogs(mother.visit("ehc-name"))
        assert dialog.get("data-sign-in") == f"{mother.site}/login"
        (notice,) = notices(mother)
        assert "ehc-name" not in html.tostring(notice, encoding="unicode")


class TestTime:
    def test_it_begins_anew_with_each_page(self, mother, moment):
        assert seconds_on(mother) == 30 * MINUTE
        moment.pass_by(minutes=29)
        assert seconds_on(mother) == 30 * MINUTE

    def test_it_is_never_later_than_the_server_counts(self, mother, moment):
        """A cookie is not renewed within its first minute."""
        moment.pass_by(seconds=40)
        assert seconds_on(mother) == 30 * MINUTE - 40
        moment.pass_by(seconds=40)
        assert seconds_on(mother) == 30 * MINUTE

    def test_a_working_day_is_the_longest(self, mother, moment):
        for _number in range(LONGEST // (20 * MINUTE) - 1):
            moment.pass_by(minutes=20)
            seconds_on(mother)
        assert seconds_on(mother) == 20 * MINUTE
        moment.pass_by(minutes=20)
        assert mother.visit("ehc-my-account").step == 1

    def test_the_warning_comes_two_minutes_before(self):
        assert WARNING == 2 * MINUTE


class TestStaying:
    def test_it_is_as_good_as_a_page(self, mother, moment):
        moment.pass_by(minutes=29)
        assert ask(mother) == {"seconds": 30 * MINUTE}
        moment.pass_by(minutes=29)
        assert mother.whom() == "anita"

    def test_it_renews_the_cookie(self, mother, moment):
        before = mother.cookie("__ac")
        moment.pass_by(minutes=29)
        ask(mother)
        assert mother.cookie("__ac") != before
        assert mother.headers["Content-Type"].startswith("application/json")
        assert mother.headers["Cache-Control"] == "no-store, private"

    def test_it_is_too_late_after_half_an_hour(self, mother, moment):
        moment.pass_by(minutes=31)
        assert ask(mother) == {"seconds": 0}
        assert mother.whom() is None

    def test_it_does_not_go_beyond_a_working_day(self, mother, moment):
        for _number in range(LONGEST // (20 * MINUTE) - 1):
            moment.pass_by(minutes=20)
            ask(mother)
        moment.pass_by(minutes=19)
        assert ask(mother) == {"seconds": MINUTE}
        moment.pass_by(minutes=1)
        assert ask(mother) == {"seconds": 0}

    def test_nobody_has_no_time(self, browser):
        assert ask(browser) == {"seconds": 0}

    def test_it_ends_with_the_session(self, mother, visitor):
        other = sign_in(visitor(), "anita")
        other.visit("ehc-my-account").press("Sign out everywhere")
        assert ask(mother) == {"seconds": 0}
