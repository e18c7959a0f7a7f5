"""Signing in as the guide shows it: step 1, a mail, step 2."""

from factories import PASSWORD
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door.store import the_store
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest


def set_up(name, value):
    api.portal.set_registry_record(f"ehc.{name}", value)


class TestTheGuidesWay:
    def test_step_1_is_as_in_the_guide(self, browser):
        browser.visit("login")

        assert browser.step == 1
        for words in (
            "New to the EHC Portal? Register for an account here",
            "Already using the EHC Portal? Sign in below.",
            "Existing users",
            "New users",
            "Register for new account",
        ):
            assert words in browser.text
        assert {
            b.get("name") for b in browser.parsed.cssselect(".ehc-login button")
        } == {
            "submit",
            "cancel",
        }

    def test_step_2_is_as_in_the_guide(self, browser, anita):
        browser.first_step()

        assert browser.step == 2
        for words in (
            "We have just sent you an email to confirm your account.",
            "Please enter the code this contains below.",
            "If you can't find this email, it may be in your spam/junk email folder.",
            "Please send me a new code",
        ):
            assert words in browser.text
        (field,) = browser.parsed.cssselect("input[name=code]")
        assert field.get("autocomplete") == "one-time-code"
        assert field.get("inputmode") == "numeric"

    def test_both_steps_let_in(self, browser, anita):
        browser.sign_in()
        assert browser.whom() == "anita"

    def test_between_the_steps_a_person_is_nobody(self, browser, anita):
        browser.first_step()
        assert browser.whom() is None

    def test_the_mail_has_an_8_digit_code_and_names_nobody(self, browser, anita):
        browser.first_step()

        assert [mail.to for mail in browser.mails] == ["anita@example.org"]
        assert len(browser.code) == 8
        assert "Anita" not in browser.mails[0].whole

    def test_the_length_of_a_code_is_a_setting(self, browser, anita):
        set_up("code_length", 6)
        browser.sign_in()
        assert browser.whom() == "anita"

    @pytest.mark.parametrize("sign", [" ", "-", "\u2013", "\u00a0", "\u200b"])
    def test_spaces_and_hyphens_are_ignored(self, browser, anita, sign):
        browser.first_step()
        code = browser.code

        browser.second_step(f" {code[:4]}{sign}{code[4:]} ")

        assert browser.whom() == "anita"

    def test_who_owes_no_step_is_in_after_the_first(self, browser, robert):
        browser.first_step("robert")

        assert browser.whom() == "robert"
        assert browser.mails == []

    def test_staff_owe_it_where_the_council_wants_it(self, browser, robert):
        set_up("staff_second_step", True)

        browser.first_step("robert")

        assert browser.step == 2
        assert not browser.is_in

    def test_the_page_that_was_asked_for_is_shown_in_the_end(self, browser, anita):
        browser.first_step(came_from=f"{browser.site}/@@personal-preferences")
        browser.second_step()
        assert browser.url == f"{browser.site}/@@personal-preferences"

    @pytest.mark.parametrize("name", [" anita", "anita ", "ANITA", "Anita"])
    def test_spaces_around_a_name_and_its_case_do_not_matter(
        self, browser, anita, name
    ):
        browser.sign_in(name)
        assert browser.whom() == "anita"

    def test_cancel_ends_the_way_in(self, browser, anita):
        browser.first_step()
        browser.press("Cancel")

        assert browser.url == browser.site
        assert not browser.cookie("__ehc_step")
        assert browser.visit("ehc-code").step == 1

    def test_old_hashes_are_made_strong(self, browser, anita, portal):
        users = portal.acl_users.source_users
        users.updateUserPassword(anita, PASSWORD)

        browser.sign_in()

        assert users._user_passwords[anita].startswith(b"{BCRYPT}")
        assert browser.whom() == "anita"

    def test_it_is_written_down(self, browser, anita):
        browser.first_step(password="something wrong")
        browser.sign_in()

        found = [(each.kind, each.about, each.detail) for each in entries(limit=2)]
        assert found == [
            ("signed_in", "anita", "programme"),
            ("sign_in_failed", "anita", "wrong_password"),
        ]


class TestWhatGoesWrong:
    @pytest.mark.parametrize(
        ("login", "password", "says"),
        [
            ("", PASSWORD, "Enter your email."),
            (" ", PASSWORD, "Enter your email."),
            ("anita", "", "Enter your password."),
            ("anita", "wrong", "The email or the password is not right."),
            ("nobody", "wrong", "The email or the password is not right."),
        ],
    )
    def test_step_1_says_what(self, browser, anita, login, password, says):
        browser.first_step(login, password)

        assert browser.problems.startswith(says)
        assert browser.getControl("Email").value == login
        assert browser.getControl(name="password").value == ""

    def test_an_empty_code(self, browser, anita):
        browser.first_step()
        browser.second_step(" - ")
        assert browser.problems == "Enter the code from our email."

    def test_a_wrong_code(self, browser, anita):
        browser.first_step()
        browser.second_step("1234")

        assert browser.problems.startswith("This code is incorrect.")
        assert not browser.is_in
        assert [entry.detail for entry in entries(limit=1)] == ["wrong_code"]

    def test_a_code_of_16_minutes_is_expired_and_a_new_one_is_sent(
        self, browser, anita, moment
    ):
        browser.first_step()
        old = browser.code
        moment.pass_by(minutes=15)

        browser.second_step(old)

        assert browser.problems.startswith("This code has expired")
        assert not browser.is_in
        assert len(browser.mails) == 2
        browser.second_step()
        assert browser.whom() == "anita"

    def test_a_code_just_within_its_15_minutes(self, browser, anita, moment):
        browser.first_step()
        moment.pass_by(minutes=14, seconds=59)
        browser.second_step()
        assert browser.whom() == "anita"

    def test_a_code_of_two_hours_is_incorrect(self, visitor, anita, moment):
        browser = visitor().first_step()
        old = browser.code
        moment.pass_by(hours=2)
        other = visitor().first_step()

        other.second_step(old)

        assert other.problems.startswith("This code is incorrect.")

    def test_after_two_hours_the_way_in_begins_again(self, browser, anita, moment):
        browser.first_step()
        moment.pass_by(hours=2)
        browser.second_step("12345678")

        assert browser.step == 1
        assert "Enter your email and password first." in browser.text

    def test_a_new_code_does_not_cancel_the_one_before(self, browser, anita):
        browser.first_step()
        first = browser.code
        browser.press("Please send me a new code")

        assert "We have sent you a new code." in browser.text
        assert len(browser.mails) == 2
        browser.second_step(first)
        assert browser.whom() == "anita"

    def test_nobody_is_flooded_with_mail(self, browser, anita):
        browser.first_step()
        for _ in range(10):
            browser.press("Please send me a new code")

        assert browser.problems.startswith("We cannot send another code just now.")
        assert len(browser.mails) == 5
        browser.second_step()
        assert browser.whom() == "anita"

    def test_step_2_without_step_1(self, browser):
        browser.visit("ehc-code")

        assert browser.step == 1
        assert "Enter your email and password first." in browser.text

    def test_another_password_meanwhile_ends_the_way_in(self, browser, anita, portal):
        code = browser.first_step().code
        portal.acl_users.userSetPassword(anita, "marble lantern otter")
        browser.second_step(code)

        assert browser.step == 1
        assert not browser.is_in

    def test_so_does_the_end_of_the_account(self, browser, anita):
        browser.first_step()
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(anita)
        browser.second_step()

        assert browser.step == 1
        assert anita not in the_store().people


class TestAccountsOfTheRoot:
    """Whoever looks after the server has an account at its root, not in the site."""

    def test_they_sign_in_by_the_first_step(self, browser):
        browser.first_step(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert browser.whom() == SITE_OWNER_NAME

    def test_a_wrong_password_is_answered_as_everybodys(self, browser, anita):
        browser.first_step(SITE_OWNER_NAME, "wrong")
        roots = browser.text
        browser.first_step("anita", "wrong")
        assert browser.whom() is None
        assert roots.replace(SITE_OWNER_NAME, "") == browser.text.replace("anita", "")

    def test_their_tries_are_counted(self, browser):
        for _try in range(10):
            browser.first_step(SITE_OWNER_NAME, "wrong")
        browser.first_step(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert "There were too many tries." in browser.text
