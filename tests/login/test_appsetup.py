"""The authenticator app: set up, used, moved, removed; recovery codes."""

from factories import PASSWORD
from factories import sign_in
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.recovery import digest
from plone import api

import pyotp
import pytest
import re
import transaction


@pytest.fixture
def mother(visitor, anita, moment):
    """Anita, signed in."""
    return sign_in(visitor(), anita)


def begin(browser, password=PASSWORD):
    browser.visit("ehc-app")
    browser.getControl("Current password").value = password
    return browser.press("Set up")


def proposed(browser) -> str:
    """Return the secret that a page shows."""
    (key,) = browser.parsed.cssselect(".ehc-key")
    return key.text_content().replace(" ", "")


def shown(browser) -> list[str]:
    """Return the recovery codes that a page shows."""
    return [
        each.text_content() for each in browser.parsed.cssselect(".ehc-recovery li")
    ]


def code_of(secret, moment) -> str:
    return pyotp.TOTP(secret).at(moment.seconds)


def confirm(browser, code):
    browser.getControl("Code").value = code
    return browser.press("Finish")


def set_up(browser, moment) -> tuple[str, list[str]]:
    """Set an app up, and return its secret and the recovery codes."""
    begin(browser)
    secret = proposed(browser)
    confirm(browser, code_of(secret, moment))
    codes = shown(browser)
    # The code of this moment is used.
    moment.pass_by(minutes=1)
    return secret, codes


def change(browser, label, code, password=PASSWORD):
    browser.visit("ehc-app")
    browser.getControl("Current password").value = password
    browser.getControl("Code").value = code
    return browser.press(label)


def known(user_id="anita"):
    transaction.begin()
    return the_store().known(user_id)


class TestSettingUp:
    def test_it_begins_with_the_password(self, mother):
        begin(mother, "something else")
        assert "This is not your current password." in mother.problems
        assert known().app_proposed is None

    def test_looking_writes_nothing_and_shows_no_secret(self, mother):
        mother.visit("ehc-app")
        assert not mother.parsed.cssselect(".ehc-key")
        assert known().app_proposed is None

    def test_it_shows_a_picture_and_a_key(self, mother):
        begin(mother)

        (picture,) = mother.parsed.cssselect("[role=img] svg")
        assert picture.getparent().get("aria-label")
        (key,) = mother.parsed.cssselect(".ehc-key")
        assert re.fullmatch("([A-Z2-7]{4} ){7}[A-Z2-7]{4}", key.text_content())
        assert "secret" not in mother.url

    def test_nothing_counts_before_the_first_code(self, mother, visitor):
        begin(mother)
        assert not known().has_app
        assert visitor().sign_in().whom() == "anita"

    def test_the_first_code_sets_it_up_and_ten_codes_are_shown_once(
        self, mother, moment
    ):
        secret, codes = set_up(mother, moment)

        assert known().app_secret == secret
        assert len(codes) == 10
        assert known().recovery == tuple(map(digest, codes))
        assert not set(codes) & set(known().recovery)
        assert "print this page" in mother.text
        mother.press("Continue")
        assert mother.url == f"{mother.site}/ehc-my-account"
        assert "A code from your authenticator app" in mother.text
        assert shown(mother.visit("ehc-app")) == []

    def test_the_person_is_told_and_it_is_written_down(self, mother, moment):
        secret, codes = set_up(mother, moment)

        assert [mail.subject for mail in mother.mails] == [
            "An authenticator app was set up"
        ]
        assert not [each for each in (secret, *codes) if each in mother.mails[0].whole]
        assert next(entries()).kind == "second_step_set_up"

    @pytest.mark.parametrize("typed", ["", "000000", "12345678", "abc", "x" * 100_000])
    def test_another_code_sets_nothing_up(self, mother, typed):
        begin(mother)
        secret = proposed(mother)

        confirm(mother, typed)

        assert "Enter the 6 digits that your authenticator app shows" in mother.problems
        assert proposed(mother) == secret
        assert not known().has_app

    def test_a_key_that_lies_about_runs_out(self, mother, moment):
        begin(mother)
        secret = proposed(mother)
        for _number in range(3):
            moment.pass_by(minutes=20)
            mother.visit("ehc-my-account")

        assert not mother.visit("ehc-app").parsed.cssselect(".ehc-key")
        token = mother.getControl(name="_authenticator").value
        answer = mother.send(
            "POST",
            "ehc-app",
            {
                "first_code": code_of(secret, moment),
                "confirm": "1",
                "_authenticator": token,
            },
        )
        assert "Too much time has passed." in answer.text
        assert not known().has_app

    def test_cancel_forgets_the_key(self, mother):
        begin(mother).press("Cancel")
        assert known().app_proposed is None

    def test_nobody_elses_is_shown(self, mother, visitor, tracy, moment):
        begin(mother)
        secret = proposed(mother)
        other = sign_in(visitor(), tracy)

        assert secret not in other.visit("ehc-app").contents.replace(" ", "")
        confirm(mother, code_of(secret, moment))
        assert secret not in other.visit("ehc-app").contents.replace(" ", "")
        begin(other)
        assert proposed(other) != secret

    def test_nobody_in_particular_is_asked_to_sign_in(self, browser):
        assert browser.visit("ehc-app").url == f"{browser.site}/login"


class TestSigningIn:
    @pytest.fixture
    def app(self, mother, moment):
        """The secret and the recovery codes of Anita's app."""
        return set_up(mother, moment)

    def test_the_app_takes_the_place_of_the_mail(self, app, visitor, moment):
        browser = visitor().first_step()
        mails = len(browser.mails)

        browser.second_step(code_of(app[0], moment))

        assert browser.whom() == "anita"
        assert len(browser.mails) == mails

    def test_a_code_of_the_app_works_once(self, app, visitor, moment):
        code = code_of(app[0], moment)
        visitor().first_step().second_step(code)

        again = visitor().first_step().second_step(code)

        assert again.whom() is None
        assert "This code is incorrect." in again.problems

    def test_so_does_the_first_of_all(self, mother, visitor, moment):
        begin(mother)
        secret = proposed(mother)
        confirm(mother, code_of(secret, moment))

        browser = visitor().first_step().second_step(code_of(secret, moment))

        assert browser.whom() is None

    def test_a_recovery_code_works_once(self, app, visitor):
        code = app[1][3]
        assert visitor().first_step().second_step(code.upper()).whom() == "anita"
        assert "recovery_code_used" in [each.kind for each in entries(limit=2)]

        assert visitor().first_step().second_step(code).whom() is None
        assert visitor().first_step().second_step(app[1][4]).whom() == "anita"

    def test_eleven_wrong_codes_are_too_many(self, app, visitor, moment):
        browser = visitor().first_step()
        for _number in range(10):
            browser.second_step("000000")
        browser.second_step(code_of(app[0], moment))
        assert "There were too many tries." in browser.problems
        assert browser.whom() is None

    def test_an_app_that_is_removed_meanwhile_lets_nobody_in(
        self, app, mother, visitor, moment
    ):
        browser = visitor().first_step()
        change(mother, "Remove the app", app[1][0])

        browser.second_step(code_of(app[0], moment))

        assert browser.whom() is None
        assert "This code is incorrect." in browser.problems


class TestChanging:
    @pytest.fixture
    def app(self, mother, moment):
        """The secret and the recovery codes of Anita's app."""
        return set_up(mother, moment)

    def test_new_recovery_codes_end_the_old_ones(self, app, mother, visitor, moment):
        change(mother, "Make new recovery codes", code_of(app[0], moment))

        codes = shown(mother)
        assert len(codes) == 10
        assert known().recovery == tuple(map(digest, codes))
        assert visitor().first_step().second_step(app[1][0]).whom() is None
        assert mother.mails[-1].subject == "You have new recovery codes"
        assert "recovery_codes_made" in [each.kind for each in entries(limit=3)]

    def test_it_moves_to_another_phone(self, app, mother, moment):
        change(mother, "Move to another phone", code_of(app[0], moment))
        other = proposed(mother)
        assert known().app_secret == app[0]

        confirm(mother, code_of(other, moment))

        assert known().app_secret == other != app[0]
        assert not set(map(digest, app[1])) & set(known().recovery)

    def test_it_is_removed(self, app, mother, visitor, moment):
        change(mother, "Remove the app", code_of(app[0], moment))

        assert mother.url == f"{mother.site}/ehc-my-account"
        assert "The authenticator app was removed." in mother.text
        assert not known().has_app
        assert known().recovery == ()
        assert mother.mails[-1].subject == "Your authenticator app was removed"
        assert next(entries()).kind == "second_step_removed"
        assert visitor().sign_in().whom() == "anita"

    def test_a_recovery_code_does_as_well_once(self, app, mother):
        change(mother, "Make new recovery codes", app[1][0])
        assert len(shown(mother)) == 10
        change(mother, "Remove the app", app[1][0])
        assert "This code is incorrect." in mother.problems
        assert known().has_app

    @pytest.mark.parametrize(
        "label", ["Make new recovery codes", "Move to another phone", "Remove the app"]
    )
    def test_each_needs_the_password_and_a_code(self, app, mother, moment, label):
        before = known().recovery
        code = code_of(app[0], moment)

        change(mother, label, code, "something else")
        assert "This is not your current password." in mother.problems
        change(mother, label, "")
        assert "Enter the code that your authenticator app shows" in mother.problems
        change(mother, label, "000000")
        assert "This code is incorrect." in mother.problems

        assert known().has_app
        assert known().recovery == before
        assert known().app_proposed is None
        assert shown(mother) == []

    def test_tries_are_counted(self, app, mother, moment):
        for _number in range(10):
            change(mother, "Remove the app", "000000")
        change(mother, "Remove the app", code_of(app[0], moment))
        assert "There were too many tries." in mother.problems
        assert known().has_app

    @pytest.mark.parametrize("button", ["set_up", "new_codes", "remove", "cancel"])
    def test_another_site_cannot_send_the_form(self, app, mother, moment, button):
        before = known().recovery
        fields = {button: "1", "current": PASSWORD, "code": code_of(app[0], moment)}

        assert mother.send("POST", "ehc-app", fields).status_int == 403

        assert known().app_secret == app[0]
        assert known().recovery == before


class TestStaffWhoHaveToUseIt:
    @pytest.fixture(autouse=True)
    def required(self, portal):
        api.portal.set_registry_record("ehc.staff_app", True)

    @pytest.fixture
    def way_in(self, visitor, robert, moment):
        """Robert, whose password and code were right."""
        return visitor().first_step("robert").second_step()

    def test_they_set_it_up_before_they_are_in(self, way_in, moment):
        assert way_in.url == f"{way_in.site}/ehc-app"
        assert way_in.whom() is None
        assert "The council asks you to use an authenticator app." in way_in.text

        way_in.press("Set up")
        secret = proposed(way_in)
        confirm(way_in, code_of(secret, moment))

        assert len(shown(way_in)) == 10
        assert way_in.whom() is None
        way_in.press("Continue")
        assert way_in.whom() == "robert"
        assert known("robert").app_secret == secret
        assert not way_in.cookie("__ehc_step")

    def test_looking_again_shows_no_codes_and_leads_on(self, way_in, moment):
        way_in.press("Set up")
        confirm(way_in, code_of(proposed(way_in), moment))

        way_in.visit("ehc-app")

        assert shown(way_in) == []
        assert way_in.press("Continue").whom() == "robert"

    def test_cancel_leaves_nothing_behind(self, way_in):
        way_in.press("Set up").press("Cancel")

        assert known("robert").app_proposed is None
        assert way_in.visit("ehc-app").url == f"{way_in.site}/login"

    def test_nothing_lets_in_before_the_first_code(self, way_in):
        way_in.press("Set up")
        token = way_in.getControl(name="_authenticator").value
        for button in ("go_on", "new_codes", "remove"):
            way_in.send("POST", "ehc-app", {button: "1", "_authenticator": token})
            assert way_in.whom() is None
        assert not known("robert").has_app

    def test_an_app_from_elsewhere_ends_the_way_in(
        self, way_in, visitor, robert, moment
    ):
        """Else whoever waits here would be in without it."""
        set_up(sign_in(visitor(), robert), moment)

        assert way_in.visit("ehc-app").url == f"{way_in.site}/login"
        way_in.visit("ehc-code")
        assert way_in.whom() is None

    def test_they_cannot_remove_it(self, visitor, robert, moment):
        browser = sign_in(visitor(), robert)
        secret, _codes = set_up(browser, moment)
        browser.visit("ehc-app")
        assert "Remove the app" not in browser.contents
        token = browser.getControl(name="_authenticator").value
        fields = {
            "remove": "1",
            "current": PASSWORD,
            "code": code_of(secret, moment),
            "_authenticator": token,
        }

        browser.send("POST", "ehc-app", fields)

        assert known("robert").has_app

    def test_families_do_not_have_to(self, visitor, anita, moment):
        assert visitor().sign_in().whom() == "anita"
