"""A change of e-mail address is confirmed at the old one and at the new one."""

from factories import make_person
from factories import PASSWORD
from factories import sign_in
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.rule import put_under_rule
from hcc.ehcportal.login.door.store import the_store
from plone import api

import pytest
import re


OLD = "anita@example.org"
NEW = "anita.rixon@example.net"


@pytest.fixture
def mother(visitor, anita):
    """Anita, signed in; her sign-in name is her address, as registering makes it."""
    api.portal.get().acl_users.updateLoginName(anita, OLD)
    return sign_in(visitor(), anita)


def ask(browser, address=NEW, password=PASSWORD):
    browser.visit("ehc-address")
    browser.getControl("New email").value = address
    browser.getControl("Current password").value = password
    return browser.press("Send the codes")


def codes(browser, old=OLD) -> list[str]:
    """Return the codes that went to the old and to the new address."""
    found = {}
    for mail in browser.mails:
        for code in re.findall(r"address,? is (\d+)", " ".join(mail.text.split())):
            found[mail.to] = code
    return [found.get(old, ""), found.get(NEW, "")]


def enter(browser, old, new):
    browser.visit("ehc-address-codes")
    browser.getControl("Code sent to your old email").value = old
    browser.getControl("Code sent to your new email").value = new
    return browser.press("Finish")


class TestBothCodes:
    def test_change_the_address_and_the_name_to_sign_in_with(self, mother, visitor):
        ask(mother)
        assert mother.url == f"{mother.site}/ehc-address-codes"
        assert [mail.to for mail in mother.mails] == [OLD, NEW]

        enter(mother, *codes(mother))

        assert mother.url == f"{mother.site}/ehc-my-account"
        assert "Your email was changed." in mother.text
        assert account_of("anita").address == NEW
        assert account_named(NEW).user_id == "anita"
        assert account_named(OLD) is None
        assert visitor().sign_in(NEW).whom() == "anita"

    def test_everybody_is_told_and_it_is_written_down(self, mother):
        ask(mother)
        enter(mother, *codes(mother))

        assert [mail.to for mail in mother.mails[2:]] == [OLD, NEW]
        assert {mail.subject for mail in mother.mails[2:]} == {
            "Your email address was changed"
        }
        assert next(entries()).kind == "address_changed"

    def test_other_sessions_end_and_this_one_stays(self, mother, visitor):
        other = sign_in(visitor(), "anita")
        ask(mother)
        enter(mother, *codes(mother))

        assert mother.whom() == "anita"
        assert other.whom() is None

    def test_spaces_and_hyphens_are_ignored(self, mother):
        ask(mother)
        old, new = codes(mother)
        enter(mother, f" {old[:4]} {old[4:]}", f"{new[:4]}-{new[4:]} ")
        assert account_of("anita").address == NEW

    def test_capitals_of_an_address_do_not_matter(self, mother):
        ask(mother, NEW.upper())
        enter(mother, *codes(mother))
        assert account_of("anita").address == NEW

    def test_staff_keep_a_name_that_is_no_address(self, visitor, robert):
        browser = sign_in(visitor(), robert)
        ask(browser)
        enter(browser, *codes(browser, "robert@example.org"))

        assert account_of("robert").address == NEW
        assert account_of("robert").login == "robert"

    def test_an_account_without_an_address_needs_the_new_code_alone(self, mother):
        account_of("anita").user.setMemberProperties({"email": ""})
        ask(mother)
        assert [mail.to for mail in mother.mails] == [NEW]

        mother.visit("ehc-address-codes")
        mother.getControl("Code sent to your new email").value = codes(mother)[1]
        mother.press("Finish")

        assert account_of("anita").address == NEW

    def test_codes_of_signing_in_that_went_to_the_old_one_are_void(
        self, mother, visitor
    ):
        other = visitor().first_step(OLD)
        code = other.code
        ask(mother)
        enter(mother, *codes(mother))

        other.second_step(code)

        assert other.whom() is None


class TestWrongCodes:
    @pytest.mark.parametrize("spoilt", [0, 1])
    def test_one_is_not_enough(self, mother, spoilt):
        ask(mother)
        typed = codes(mother)
        typed[spoilt] = "00000000"

        enter(mother, *typed)

        which = ("old", "new")[spoilt]
        assert mother.problems == (
            f"The code from your {which} email is incorrect. Check it and try again."
        )
        assert account_of("anita").address == OLD

    def test_they_are_not_exchanged(self, mother):
        ask(mother)
        enter(mother, *reversed(codes(mother)))
        assert account_of("anita").address == OLD

    def test_both_are_asked_for(self, mother):
        ask(mother)
        enter(mother, "", " - ")
        assert "that we sent to your old email" in mother.problems
        assert "that we sent to your new email" in mother.problems

    def test_ten_tries_and_no_more(self, mother, moment):
        ask(mother)
        for _number in range(10):
            enter(mother, "00000000", "00000000")

        enter(mother, *codes(mother))

        assert "There were too many tries." in mother.problems
        assert account_of("anita").address == OLD

    def test_they_run_out(self, mother, moment):
        ask(mother)
        typed = codes(mother)
        moment.pass_by(minutes=15)

        mother.visit("ehc-address-codes")

        assert mother.url == f"{mother.site}/ehc-address"
        assert "Codes work for 15 minutes." in mother.text
        ask(mother, "another@example.net")
        enter(mother, *typed)
        assert account_of("anita").address == OLD

    def test_they_work_once(self, mother):
        ask(mother)
        enter(mother, *codes(mother))
        assert mother.visit("ehc-address-codes").url.endswith("/ehc-address")

    def test_they_work_in_the_browser_that_asked(self, mother, visitor):
        ask(mother)
        other = sign_in(visitor(), "anita")
        assert other.visit("ehc-address-codes").url.endswith("/ehc-address")

    def test_they_work_for_the_person_who_asked(self, mother, tracy):
        ask(mother)
        sign_in(mother, tracy)

        assert mother.visit("ehc-address-codes").url.endswith("/ehc-address")
        assert account_of("tracy").address == "tracy@example.org"

    def test_cancel_forgets_them(self, mother):
        ask(mother).press("Cancel")
        assert mother.visit("ehc-address-codes").url.endswith("/ehc-address")
        assert account_of("anita").address == OLD

    def test_they_are_kept_as_digests(self, mother):
        ask(mother)
        waiting = the_store().waiting
        kept = repr([slot._entries for slot in waiting._slots.values()])
        assert not [code for code in codes(mother) if code in kept]


class TestAnAddressOfSomebodyElse:
    @pytest.fixture
    def other(self, portal):
        put_under_rule(make_person("other"))
        portal.acl_users.updateLoginName("other", NEW)

    def test_looks_like_any_other(self, mother, other):
        ask(mother)

        assert mother.url == f"{mother.site}/ehc-address-codes"
        assert "We have just sent an email with a code to each" in mother.text
        assert [mail.to for mail in mother.mails] == [OLD, NEW]
        assert mother.mails[1].subject == "Somebody wanted to use your email address"

    def test_no_code_takes_it(self, mother, other, monkeypatch):
        monkeypatch.setattr(
            "hcc.ehcportal.login.account.addresschange.new_code",
            lambda length: "12345678",
        )
        ask(mother)
        enter(mother, "12345678", "12345678")

        assert "The code from your new email is incorrect." in mother.problems
        assert account_named(NEW).user_id == "other"
        assert account_of("anita").address == OLD

    def test_nor_where_it_became_theirs_meanwhile(self, mother, portal):
        make_person("other")
        ask(mother)
        portal.acl_users.updateLoginName("other", NEW)

        enter(mother, *codes(mother))

        assert "The code from your new email is incorrect." in mother.problems
        assert account_of("anita").address == OLD


class TestRefusals:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "anita",
            "anita@example.org\r\nBcc: all@example.org",
            "anita@ex\u0430mple.org",
            "anita r@example.org",
            '"a b"@example.org',
            f"{'x' * 250}@example.org",
        ],
    )
    def test_what_is_no_address(self, mother, address):
        mother.visit("ehc-address")
        token = mother.getControl(name="_authenticator").value

        answer = mother.send(
            "POST",
            "ehc-address",
            {
                "address": address.encode(),
                "current": PASSWORD,
                "send_codes": "1",
                "_authenticator": token,
            },
        )

        assert "Enter an e-mail address such as name@example.org" in answer.text
        assert mother.mails == []

    def test_the_address_that_it_is(self, mother):
        ask(mother, " Anita@example.org")
        assert mother.problems == "This is your email already."
        assert mother.getControl("New email").value == " Anita@example.org"

    def test_without_the_password(self, mother):
        ask(mother, password="something else")
        assert "This is not your current password." in mother.problems
        assert mother.getControl("New email").value == NEW
        assert mother.mails == []

    def test_more_mails_than_anybody_needs(self, mother, moment):
        for _number in range(6):
            ask(mother)
        assert "There were too many tries." in mother.problems
        assert len(mother.mails) == 10

    @pytest.mark.parametrize(
        ("page", "fields"),
        [
            ("ehc-address", {"send_codes": "1", "address": NEW, "current": PASSWORD}),
            ("ehc-address-codes", {"finish": "1"}),
        ],
    )
    def test_a_form_of_another_site(self, mother, page, fields):
        ask(mother)
        old, new = codes(mother)

        fields = {**fields, "old_code": old, "new_code": new}
        answer = mother.send("POST", page, fields)

        assert answer.status_int == 403
        assert account_of("anita").address == OLD
