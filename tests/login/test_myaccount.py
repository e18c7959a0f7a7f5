"""My account: name, password, notices, sign-ins, and the way out of all of them."""

from factories import make_person
from factories import PASSWORD
from factories import sign_in
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.notices import wants_notices
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.sessions import open_session
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.door.tokens import new_token
from plone import api

import json
import pytest
import transaction


NEW = "seven green umbrellas"

PAGES = ("ehc-my-account", "ehc-name", "ehc-password")


@pytest.fixture
def mother(visitor, anita):
    """Anita, signed in."""
    return sign_in(visitor(), anita)


def kinds() -> list[str]:
    return [each.kind for each in entries()]


def change_password(browser, current=PASSWORD, new=NEW):
    browser.visit("ehc-password")
    browser.getControl("Current password").value = current
    browser.getControl("New password").value = new
    return browser.press("Save")


class TestOverview:
    def test_one_trail_leads_back(self, mother):
        mother.visit("ehc-my-account")
        assert "portal-breadcrumbs" not in mother.contents
        assert mother.contents.count('class="breadcrumb"') == 1

    def test_it_shows_what_is_known(self, mother):
        mother.visit("ehc-my-account")

        for words in (
            "Anita Rixon",
            "anita@example.org",
            "A code by email",
            "Set up an authenticator app",
            "Sign out everywhere",
            "Send me notices by email",
        ):
            assert words in mother.text

    @pytest.mark.parametrize("page", [*PAGES, "ehc-address", "ehc-address-codes"])
    def test_nobody_in_particular_is_asked_to_sign_in(self, browser, page):
        assert browser.visit(page).step == 1

    def test_staff_without_a_second_step_have_it_too(self, visitor, robert):
        browser = sign_in(visitor(), robert).visit("ehc-my-account")

        assert "Robert Coombes" in browser.text
        assert "Second step None" in browser.text

    def test_an_account_of_the_server_is_told_that_it_is_kept_elsewhere(
        self, portal, mother
    ):
        owner = portal.getPhysicalRoot().acl_users.getUser("admin")
        with api.env.adopt_user(user=owner):
            page = api.content.get_view("ehc-my-account", portal, portal.REQUEST)()
        assert "Your account is not kept by this website." in page

    def test_it_leads_back_to_the_portal(self, mother):
        mother.visit("ehc-my-account")
        assert mother.getLink("Portal Home").url == f"{mother.site}/ehc"

    def test_the_menu_of_the_portal_leads_here(self, mother):
        mother.visit("ehc")
        assert mother.getLink("My Account").url == f"{mother.site}/ehc-my-account"

    @pytest.mark.parametrize(
        ("plones", "ours"),
        [
            ("@@personal-information", "ehc-my-account"),
            ("personal-information", "ehc-my-account"),
            ("@@change-password", "ehc-password"),
        ],
    )
    def test_plones_own_pages_lead_to_ours(self, mother, plones, ours):
        assert mother.visit(plones).url == f"{mother.site}/{ours}"

    def test_editors_keep_their_preferences(self, mother):
        mother.visit("@@personal-preferences")
        assert mother.url.endswith("@@personal-preferences")

    @pytest.mark.parametrize("page", [*PAGES, "ehc-app", "ehc-address"])
    def test_nothing_of_it_is_kept_by_a_cache(self, mother, page):
        mother.visit(page)
        assert mother.headers["Cache-Control"] == "no-store, private"

    @pytest.mark.parametrize(
        "page", [*PAGES, "ehc-app", "ehc-address", "ehc-address-codes", "ehc-stay"]
    )
    def test_looking_writes_nothing(self, mother, portal, page):
        mother.visit(page)
        before = portal._p_jar.db().lastTransaction()

        mother.open(f"{mother.site}/{page}")

        assert portal._p_jar.db().lastTransaction() == before


class TestHistory:
    def test_the_latest_sign_in_stands_first(self, visitor, anita, moment):
        # Tuesday 1 June 2027, 10:30 in England's summer.
        moment.seconds = 1811842200
        browser = visitor()
        browser.addHeader("User-Agent", "A browser of an iPhone")
        browser.sign_in()
        moment.pass_by(hours=1)
        browser.sign_in()

        browser.visit("ehc-my-account")

        rows = [
            [cell.text_content().strip() for cell in row.cssselect("th, td")]
            for row in browser.parsed.cssselect("tbody tr")
        ]
        assert rows == [
            ["1 June 2027, 11:30", "Phone"],
            ["1 June 2027, 10:30", "Phone"],
        ]

    def test_no_more_than_twenty_are_shown(self, mother):
        the_store().record("anita").history *= 25
        mother.visit("ehc-my-account")
        assert len(mother.parsed.cssselect("tbody tr")) == 20

    def test_a_new_password_is_no_sign_in(self, mother):
        change_password(mother).visit("ehc-my-account")
        assert len(mother.parsed.cssselect("tbody tr")) == 1


class TestName:
    def test_it_is_changed(self, mother):
        mother.visit("ehc-name")
        assert mother.getControl("Name").value == "Anita Rixon"

        mother.getControl("Name").value = " Anita Rixon-Bread "
        mother.press("Save")

        assert mother.url == f"{mother.site}/ehc-my-account"
        assert "Your name was changed." in mother.text
        assert account_of("anita").name == "Anita Rixon-Bread"

    @pytest.mark.parametrize(
        "typed", ["", "Anita\r\nBcc: all@example.org", "x" * 121, "Anita\u202eatinA"]
    )
    def test_what_nobody_is_called_is_refused_and_kept(self, mother, typed):
        mother.visit("ehc-name")
        token = mother.getControl(name="_authenticator").value

        answer = mother.send(
            "POST",
            "ehc-name",
            {"name": typed.encode(), "save": "1", "_authenticator": token},
        )

        assert "Enter a name of at most 120 letters, on one line" in answer.text
        assert 'aria-describedby="name-problem"' in answer.text
        assert "Bcc" in answer.text or "Bcc" not in typed
        assert account_of("anita").name == "Anita Rixon"

    def test_cancel_changes_nothing(self, mother):
        mother.visit("ehc-name")
        mother.getControl("Name").value = "Somebody"
        mother.press("Cancel")
        assert account_of("anita").name == "Anita Rixon"


class TestPassword:
    def test_it_is_changed_and_everybody_else_signed_out(self, mother, visitor):
        other = sign_in(visitor(), "anita")
        before = mother.cookie("__ac")

        change_password(mother)

        assert "Your password was changed." in mother.text
        assert mother.whom() == "anita"
        assert mother.cookie("__ac") != before
        assert other.whom() is None
        assert "password_changed" in kinds()
        assert [mail.subject for mail in mother.mails] == ["Your password was changed"]
        assert visitor().sign_in(password=NEW).whom() == "anita"

    def test_whoever_changes_it_the_person_is_told(self, mother, portal):
        with api.env.adopt_roles(["Manager"]):
            portal.acl_users.userSetPassword("anita", NEW)
        transaction.commit()

        assert [mail.subject for mail in mother.mails] == ["Your password was changed"]
        assert "password_changed" in kinds()
        assert mother.whom() is None

    def test_the_old_cookie_is_worth_nothing(self, mother):
        before = mother.cookie("__ac")
        change_password(mother)
        mother.testapp.reset()
        assert mother.whom(Cookie=f'__ac="{before}"') is None

    def test_without_a_session_no_other_is_opened(self, visitor, robert):
        browser = visitor()
        browser.addHeader("Authorization", f"Basic robert:{PASSWORD}")
        stored = account_of("robert").stored

        change_password(browser)

        assert account_of("robert").stored != stored
        assert the_store().known("robert").sessions == ()

    def test_the_present_one_has_to_be_right(self, mother):
        change_password(mother, current="something else")

        assert mother.problems == (
            "This is not your current password. Check it and try again."
        )
        assert PASSWORD not in mother.contents
        assert NEW not in mother.contents
        assert mother.mails == []

    def test_each_field_is_asked_for(self, mother):
        change_password(mother, "", "")
        assert "Enter your current password." in mother.problems
        assert "Enter a new password." in mother.problems

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("short", "Use at least 8 characters."),
            ("password", "This password is too common"),
            ("anita rixon", "Your name and e-mail address are easily guessed"),
            ("x" * 100_000, "Use no more than 256 characters."),
        ],
    )
    def test_a_weak_one_is_refused_with_the_reason(self, mother, typed, sentence):
        change_password(mother, new=typed)
        assert sentence in mother.problems
        assert mother.whom() == "anita"

    def test_tries_are_counted(self, mother, moment):
        for _number in range(10):
            change_password(mother, current="something else")
        change_password(mother)

        assert "There were too many tries. Wait 15 minutes" in mother.problems
        assert [mail.subject for mail in mother.mails] == [
            "Too many wrong tries in My account"
        ]
        assert kinds()[0] == "locked"
        moment.pass_by(minutes=16)
        sign_in(mother, "anita")
        change_password(mother)
        assert "Your password was changed." in mother.text

    def test_a_stranger_at_the_door_does_not_keep_anybody_from_it(
        self, mother, visitor
    ):
        for _number in range(11):
            visitor().first_step(password="something else")

        change_password(mother)

        assert "Your password was changed." in mother.text


class TestNotices:
    def test_everybody_wants_them_until_they_say_otherwise(self, mother):
        assert wants_notices("anita")

        mother.visit("ehc-my-account")
        mother.getControl("Send me notices by email").selected = False
        mother.press("Save")

        assert not wants_notices("anita")
        assert not mother.getControl("Send me notices by email").selected
        assert wants_notices("tracy")

    def test_they_can_be_turned_on_again(self, mother):
        the_store().record("anita").notices = False
        mother.visit("ehc-my-account")
        mother.getControl("Send me notices by email").selected = True
        mother.press("Save")
        assert wants_notices("anita")


class TestSigningOutEverywhere:
    def test_it_ends_sessions_and_tokens(self, mother, visitor, portal):
        other = sign_in(visitor(), "anita")
        account = account_of("anita")
        token = new_token(account, open_session(account, portal.REQUEST))
        assert visitor().whom(Authorization=f"Bearer {token}") == "anita"

        mother.visit("ehc-my-account").press("Sign out everywhere")

        assert mother.url == f"{mother.site}/login"
        assert "You have been signed out everywhere." in mother.text
        assert "without activity" not in mother.text
        assert [mother.whom(), other.whom()] == [None, None]
        assert visitor().whom(Authorization=f"Bearer {token}") is None
        assert kinds()[0] == "signed_out_everywhere"

    def test_nobody_elses(self, mother, visitor, tracy):
        other = sign_in(visitor(), tracy)
        mother.visit("ehc-my-account").press("Sign out everywhere")
        assert other.whom() == "tracy"

    def test_the_page_says_how_many_there_are(self, mother, visitor, moment):
        sign_in(visitor(), "anita")
        mother.visit("ehc-my-account")
        assert "did not sign out: 2" in mother.text


class TestForms:
    @pytest.mark.parametrize(
        ("page", "fields"),
        [
            ("ehc-my-account", {"save_notices": "1"}),
            ("ehc-my-account", {"sign_out_everywhere": "1", "notices": "on"}),
            ("ehc-name", {"save": "1", "name": "Somebody"}),
            ("ehc-password", {"save": "1", "current": PASSWORD, "new": NEW}),
        ],
    )
    def test_another_site_cannot_send_them(self, mother, page, fields):
        stored = account_of("anita").stored

        answer = mother.send("POST", page, fields)

        assert answer.status_int == 403
        assert wants_notices("anita")
        assert account_of("anita").name == "Anita Rixon"
        assert account_of("anita").stored == stored
        assert mother.whom() == "anita"

    @pytest.mark.parametrize(
        "query", ["save_notices=1", "sign_out_everywhere=1", "save=1&name=Somebody"]
    )
    def test_an_address_does_nothing(self, mother, query):
        for page in PAGES:
            mother.visit(f"{page}?{query}")
        assert wants_notices("anita")
        assert account_of("anita").name == "Anita Rixon"
        assert mother.whom() == "anita"


class TestREST:
    """Plone's service for people is no way around the proofs of these pages."""

    @pytest.fixture
    def token(self, anita, portal):
        account = account_of(anita)
        return new_token(account, open_session(account, portal.REQUEST))

    def patch(self, browser, token, user_id="anita", **facts):
        return browser.send(
            "PATCH",
            f"@users/{user_id}",
            json.dumps(facts),
            Accept="application/json",
            Content_Type="application/json",
            Authorization=f"Bearer {token}",
        ).status_int

    @pytest.mark.parametrize(
        "facts", [{"email": "x@example.net"}, {"password": NEW}, {"username": "x"}]
    )
    def test_what_takes_a_proof_is_refused(self, browser, token, facts):
        before = account_of("anita")

        assert self.patch(browser, token, **facts) == 403

        assert account_of("anita") == before
        assert account_of("anita").address == "anita@example.org"

    @pytest.mark.parametrize(
        ("name", "status", "kept"),
        [
            ("Anita Bread", 204, "Anita Bread"),
            ("Anita\r\nBcc: all@example.org", 400, "Anita Rixon"),
            (["Anita", "\n"] * 100, 400, "Anita Rixon"),
        ],
    )
    def test_a_name_is_checked_as_on_the_page(self, browser, token, name, status, kept):
        assert self.patch(browser, token, fullname=name) == status
        assert account_of("anita").name == kept

    def test_nobody_else_is_changed(self, browser, token, tracy):
        assert self.patch(browser, token, tracy, fullname="Somebody") == 403
        assert account_of("tracy").name == "Tracy Tester"

    def test_who_manages_people_still_does(self, browser, portal, anita):
        make_person("adam", "Site Administrator")
        account = account_of("adam")
        token = new_token(account, open_session(account, portal.REQUEST))
        assert self.patch(browser, token, email="anita@example.net") == 204
        assert account_of("anita").address == "anita@example.net"
