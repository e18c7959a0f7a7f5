"""A new password by a mailed link, in the place of Plone's own ways."""

from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.account.newpassword import account_behind
from hcc.ehcportal.login.account.newpassword import new_link
from hcc.ehcportal.login.door import hashing
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.accounts import account_of
from plone import api

import pytest
import re
import transaction


ADDRESS = "anita@example.org"
NEW = "brown otter piano"


def secret_in(mail) -> str:
    """Return the secret of the link in a mail."""
    return re.search(r"/passwordreset/([\w-]+)", mail.text)[1]


def ask(browser, address=ADDRESS):
    browser.visit("login-help")
    browser.getControl("Email").value = address
    return browser.press("Send me a link")


def open_link(browser, secret):
    return browser.visit(f"passwordreset/{secret}")


def choose(browser, password=NEW):
    browser.getControl("New password").value = password
    return browser.press("Change password")


def has_password(user_id, password) -> bool:
    transaction.begin()
    return hashing.matches(account_of(user_id).stored, password)


@pytest.fixture
def secret(browser, anita, moment):
    """The secret of a link that Anita was mailed."""
    ask(browser)
    return secret_in(browser.mails[-1])


@pytest.fixture
def hashed(monkeypatch):
    """Count the hashes that are made."""
    calls = []
    slowly = hashing._slowly

    def counting(typed):
        calls.append(len(typed))
        return slowly(typed)

    monkeypatch.setattr(hashing, "_slowly", counting)
    return calls


class TestAsking:
    def test_login_leads_there(self, browser, anita):
        browser.visit("login").getLink("I have forgotten my password").click()
        assert "<h1>Choose a new password</h1>" in browser.contents

    @pytest.mark.parametrize("typed", [ADDRESS, " ANITA@Example.Org "])
    def test_a_link_is_mailed_that_says_how_long_it_works(self, browser, anita, typed):
        ask(browser, typed)
        (mail,) = browser.mails
        assert mail.to == ADDRESS
        assert "The link works once, for one hour." in mail.text
        assert "Anita" not in mail.whole

    def test_the_page_says_the_same_to_everybody(self, visitor, anita):
        known, unknown = ask(visitor()), ask(visitor(), "nobody@example.org")
        assert known.url == unknown.url
        assert known.text == unknown.text
        assert "We have sent an email" in known.text

    def test_who_has_no_account_is_told_by_mail(self, browser, portal):
        ask(browser, "nobody@example.org")
        (mail,) = browser.mails
        assert mail.to == "nobody@example.org"
        assert "There is no\naccount with this email" in mail.text.replace("\r", "")
        assert "passwordreset" not in mail.text

    def test_what_is_kept_is_a_digest(self, portal, secret):
        transaction.commit()
        storage = portal._p_jar.db().storage
        records = (
            storage.load(each.oid)[0]
            for change in storage.iterator()
            for each in change
        )
        assert secret.encode() not in b"".join(records)

    @pytest.mark.parametrize(
        "typed",
        ["", "anita", "\u0430nita@example.org", "a@example.org\r\nBcc: b@example.org"],
    )
    def test_no_address_is_told_and_stays(self, browser, anita, typed):
        browser.visit("login-help")
        token = browser.getControl(name="_authenticator").value
        fields = {"email": typed, "ehc_more": "", "submit": "1"}
        answer = browser.send("POST", "login-help", {**fields, "_authenticator": token})
        assert answer.html.select("#email-problem")
        assert browser.mails == []

    def test_what_was_typed_stays(self, browser, anita):
        ask(browser, "anita at example")
        assert browser.getControl("Email").value == "anita at example"

    @pytest.mark.parametrize("more", [{"ehc_more": "x"}, {}])
    def test_robots_are_answered_as_people_and_get_no_mail(self, browser, anita, more):
        browser.visit("login-help")
        token = browser.getControl(name="_authenticator").value
        fields = {"email": ADDRESS, "submit": "1", "_authenticator": token, **more}
        answer = browser.send("POST", "login-help", fields)
        assert answer.location.endswith("/login-help?sent=1")
        assert browser.mails == []

    def test_nobody_is_flooded(self, browser, visitor, anita, moment):
        for _time in range(5):
            ask(visitor())
        assert "too many tries" in ask(visitor()).problems
        assert len(browser.mails) == 5
        moment.pass_by(minutes=15)
        assert ask(visitor()).problems == ""

    def test_another_site_cannot_ask(self, browser, anita):
        fields = {"email": ADDRESS, "ehc_more": "", "submit": "1"}
        assert browser.send("POST", "login-help", fields).status_int == 403
        assert browser.mails == []

    def test_staff_can_ask_by_the_address_in_their_data(self, browser, robert):
        ask(browser, "robert@example.org")
        choose(open_link(browser, secret_in(browser.mails[-1])))
        assert has_password("robert", NEW)


class TestLink:
    def test_it_changes_the_password_and_does_not_sign_in(self, browser, secret):
        choose(open_link(browser, secret))

        assert "Your password was changed. Sign in with it." in browser.text
        assert browser.step == 1
        assert not browser.is_in
        assert has_password("anita", NEW)

    def test_the_new_one_still_takes_the_second_step(self, browser, secret):
        choose(open_link(browser, secret))
        browser.first_step("anita", NEW)
        assert not browser.is_in
        browser.second_step()
        assert browser.whom() == "anita"

    def test_looking_uses_nothing_up(self, browser, visitor, secret):
        for _time in range(3):
            browser.send("HEAD", f"passwordreset/{secret}")
            open_link(visitor(), secret)
        choose(open_link(browser, secret))
        assert has_password("anita", NEW)

    def test_the_secret_leaves_the_address_at_once(self, browser, secret):
        open_link(browser, secret)
        assert browser.url.endswith("/passwordreset")
        assert secret not in browser.contents
        assert browser.headers["Referrer-Policy"] == "no-referrer"
        assert browser.headers["Cache-Control"] == "no-store, private"

    def test_so_does_the_answer_that_takes_it_out(self, browser, secret):
        answer = browser.send("GET", f"passwordreset/{secret}")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        (cookie,) = [c for c in answer.headers.getall("Set-Cookie") if secret in c]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie

    def test_it_works_once(self, browser, visitor, secret):
        other = open_link(visitor(), secret)
        choose(open_link(browser, secret))

        choose(other, "another otter piano")
        assert "This link does not work any more" in other.text
        assert has_password("anita", NEW)
        assert "Ask for a new link" in open_link(browser, secret).text

    def test_it_works_for_an_hour(self, browser, secret, moment):
        moment.pass_by(minutes=59)
        assert "Change password" in open_link(browser, secret).text
        moment.pass_by(minutes=1)
        choose(browser)
        assert "This link does not work any more" in browser.text
        assert has_password("anita", PASSWORD)

    @pytest.mark.parametrize("path", ["", "/", "/x", f"/{'a' * 43}", "/a/b"])
    def test_what_nobody_was_sent_leads_nowhere(self, browser, portal, path):
        browser.visit(f"passwordreset{path}")
        assert "This link does not work any more" in browser.text
        browser.getLink("Ask for a new link").click()
        assert browser.url.endswith("/login-help")

    def test_what_is_no_secret_gets_into_no_cookie(self, browser, portal):
        answer = browser.send("GET", "passwordreset/a%0d%0aSet-Cookie:%20b=c%3b")
        assert "b=c" not in str(answer.headers)
        assert browser.cookie("__ehc_reset") == "-"

    def test_every_other_link_of_the_person_dies_with_the_password(
        self, browser, secret, tracy
    ):
        ask(browser)
        ask(browser, "tracy@example.org")
        second, tracys = map(secret_in, browser.mails[-2:])

        choose(open_link(browser, second))

        assert "does not work" in open_link(browser, secret).text
        assert "Change password" in open_link(browser, tracys).text

    def test_a_link_dies_when_the_password_changes_otherwise(self, browser, secret):
        api.portal.get().acl_users.userSetPassword("anita", NEW)
        assert "does not work" in open_link(browser, secret).text

    def test_it_changes_nobody_elses(self, browser, secret, tracy):
        open_link(browser, secret)
        token = browser.getControl(name="_authenticator").value
        browser.send(
            "POST",
            "passwordreset",
            {
                "password": NEW,
                "change": "1",
                "userid": "tracy",
                "email": "tracy@example.org",
                "_authenticator": token,
            },
        )
        assert has_password("tracy", PASSWORD)
        assert has_password("anita", NEW)

    def test_one_of_a_deleted_person_is_dead(self, browser, secret):
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username="anita")
        assert "does not work" in open_link(browser, secret).text

    def test_another_site_cannot_change_it(self, browser, secret):
        open_link(browser, secret)
        fields = {"password": NEW, "change": "1"}
        assert browser.send("POST", "passwordreset", fields).status_int == 403
        assert has_password("anita", PASSWORD)


class TestAfterwards:
    def test_every_session_has_ended(self, browser, visitor, secret):
        signed_in = visitor().sign_in()
        assert signed_in.is_in
        choose(open_link(browser, secret))
        assert not signed_in.is_in

    def test_the_person_is_told_by_mail(self, browser, secret):
        choose(open_link(browser, secret))
        assert browser.mails[-1].to == ADDRESS
        assert browser.mails[-1].subject == "Your password was changed"

    def test_it_is_recorded(self, browser, secret):
        choose(open_link(browser, secret))
        (entry,) = entries(kind="password_reset")
        assert entry.about == "anita"

    def test_a_lock_does_not_outlive_it(self, browser, visitor, secret):
        for _try in range(11):
            visitor().first_step("anita", "wrong")
        choose(open_link(browser, secret))
        assert browser.first_step("anita", NEW).step == 2

    def test_the_hash_is_of_the_strongest_scheme(self, browser, secret):
        choose(open_link(browser, secret))
        assert not hashing.is_outdated(account_named("anita").stored)


class TestBadPasswords:
    @pytest.mark.parametrize(
        ("password", "reason"),
        [
            ("", "Choose a password"),
            ("otter", "at least 8 characters"),
            ("password", "too common"),
            ("anitarixon", "Your name and e-mail address"),
        ],
    )
    def test_each_has_its_reason_and_uses_nothing_up(
        self, browser, secret, password, reason
    ):
        choose(open_link(browser, secret), password)
        assert reason in browser.problems
        assert browser.parsed.cssselect("#password[aria-invalid=true]")
        choose(browser)
        assert has_password("anita", NEW)

    @pytest.mark.parametrize("size", [257, 500_000])
    def test_a_long_one_costs_no_hash(self, browser, secret, hashed, size):
        choose(open_link(browser, secret), "x" * size)
        assert "no more than 256" in browser.problems
        assert hashed == []

    def test_10_megabytes_are_not_even_read(self, browser, secret, hashed):
        open_link(browser, secret)
        fields = {"password": "x" * 10_000_000, "change": "1"}
        assert browser.send("POST", "passwordreset", fields).status_int == 400
        assert hashed == []


class TestPlonesWays:
    @pytest.mark.parametrize("page", ["mail_password_form", "mail_password"])
    def test_its_other_pages_lead_to_ours(self, browser, anita, page):
        browser.visit(f"{page}?userid=anita")
        assert browser.url.endswith("/login-help")
        assert browser.mails == []

    def test_a_link_of_its_tool_opens_our_page(self, browser, anita):
        secret = _link_by_plone("anita")
        choose(open_link(browser, f"{secret}?userid=anita"))
        assert has_password("anita", NEW)
        assert not browser.is_in
        assert "does not work" in open_link(browser, secret).text

    def test_and_dies_with_the_password(self, browser, secret):
        plones = _link_by_plone("anita")
        choose(open_link(browser, secret))
        assert "does not work" in open_link(browser, plones).text

    def test_its_mail_has_a_link_of_ours(self, browser, anita):
        _mail_by_plone("anita")
        (mail,) = browser.mails
        assert "https://www.example.gov.uk/passwordreset/" in mail.text
        assert "valid for 1 hours" in mail.text
        assert not api.portal.get_tool("portal_password_reset")._requests
        choose(open_link(browser, secret_in(mail)))
        assert has_password("anita", NEW)

    def test_a_new_colleagues_mail_has_the_councils_address(self, browser, portal):
        make_person("helen")
        registration = api.portal.get_tool("portal_registration")
        registration.registeredNotify("helen")
        (mail,) = browser.mails
        assert "https://www.example.gov.uk/passwordreset/" in mail.text
        choose(open_link(browser, secret_in(mail)))
        assert has_password("helen", NEW)


def _link_by_plone(user_id) -> str:
    return api.portal.get_tool("portal_password_reset").requestReset(user_id)[
        "randomstring"
    ]


def _mail_by_plone(user_id) -> None:
    registration = api.portal.get_tool("portal_registration")
    registration.mailPassword(user_id, api.portal.get().REQUEST)


class TestForeignHosts:
    HOST = "evil.example.com"

    def send(self, browser, method, page, body, **headers):
        return browser.send(
            method, page, body, Host=self.HOST, X_Forwarded_Host=self.HOST, **headers
        )

    def test_our_mail_does_not_have_them(self, browser, anita):
        browser.visit("login-help")
        token = browser.getControl(name="_authenticator").value
        fields = {"email": ADDRESS, "ehc_more": "", "submit": "1"}
        self.send(browser, "POST", "login-help", {**fields, "_authenticator": token})
        (mail,) = browser.mails
        assert mail.link.startswith("https://www.example.gov.uk/passwordreset/")
        assert "evil" not in mail.whole

    def test_nor_has_that_of_the_programming_interface(self, browser, anita):
        self.send(
            browser,
            "POST",
            f"@users/{ADDRESS}/reset-password",
            "{}",
            Accept="application/json",
            Content_Type="application/json",
        )
        (mail,) = browser.mails
        assert mail.link.startswith("https://www.example.gov.uk/passwordreset/")
        assert "evil" not in mail.whole


class TestProgrammingInterface:
    """``@users/<name>/reset-password`` follows the rules of the pages."""

    def test_it_does_not_tell_who_has_an_account(self, browser, anita):
        known = browser.api(f"@users/{ADDRESS}/reset-password")
        unknown = browser.api("@users/nobody@example.org/reset-password")
        assert known.status_int == unknown.status_int == 200
        assert known.body == unknown.body
        assert [mail.to for mail in browser.mails] == [ADDRESS, "nobody@example.org"]

    def test_a_name_that_is_no_address_is_refused_alike(self, browser, anita):
        answers = {browser.api(f"@users/{n}/reset-password").status_int for n in "ab"}
        assert answers | {browser.api("@users/anita/reset-password").status_int} == {
            400
        }

    def test_nobody_is_flooded(self, browser, anita):
        for _time in range(5):
            browser.api(f"@users/{ADDRESS}/reset-password")
        answer = browser.api(f"@users/{ADDRESS}/reset-password")
        assert answer.status_int == 429
        assert len(browser.mails) == 5

    def test_a_token_changes_the_password_once(self, browser, secret):
        body = {"reset_token": secret, "new_password": NEW}
        assert browser.api("@users/anita/reset-password", **body).status_int == 200
        assert has_password("anita", NEW)
        assert browser.api("@users/anita/reset-password", **body).status_int == 403
        assert len(list(entries(kind="password_reset"))) == 1

    @pytest.mark.parametrize("password", ["password", "", None, ["x"], "x" * 300])
    def test_a_bad_password_is_refused(self, browser, secret, password):
        body = {"reset_token": secret, "new_password": password}
        assert browser.api("@users/anita/reset-password", **body).status_int == 400
        assert has_password("anita", PASSWORD)

    @pytest.mark.parametrize("token", ["x", "", None, 7])
    def test_a_token_of_ones_own_invention_is_worth_nothing(
        self, browser, anita, token
    ):
        body = {"reset_token": token, "new_password": NEW}
        assert browser.api("@users/anita/reset-password", **body).status_int == 403

    def test_without_a_token_nobody_changes_anything(self, browser, anita):
        body = {"old_password": PASSWORD, "new_password": NEW}
        assert browser.api("@users/anita/reset-password", **body).status_int == 403
        assert browser.api("@users/nobody/reset-password", **body).status_int == 403
        assert has_password("anita", PASSWORD)

    def test_whoever_is_signed_in_learns_and_mails_no_more(
        self, browser, anita, robert
    ):
        token = browser.api(login="robert", password=PASSWORD).json["token"]

        def ask(name, **body):
            return browser.api(f"@users/{name}/reset-password", token, **body)

        answers = [ask(ADDRESS), ask("nobody@example.org")]
        assert [each.status_int for each in answers] == [200, 200]
        assert answers[0].body == answers[1].body
        assert [ask(each).status_int for each in ("anita", "nobody")] == [400, 400]
        body = {"old_password": PASSWORD, "new_password": NEW}
        told = {ask(each, **body).status_int for each in ("anita", "nobody")}
        assert told == {403}
        for _time in range(5):
            answer = ask(ADDRESS)
        assert answer.status_int == 429
        assert [mail.to for mail in browser.mails].count(ADDRESS) == 5


class TestLinks:
    """What the pages rest on."""

    def test_a_link_is_its_accounts(self, portal, anita, tracy):
        assert account_behind(new_link(account_of("anita"))).user_id == "anita"
        assert account_behind(new_link(account_of("tracy"))).user_id == "tracy"
        assert account_behind("") is None
