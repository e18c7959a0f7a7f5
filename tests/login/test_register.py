"""Registering: an email, its code, a name and a password."""

from factories import make_person
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door import hashing
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.joining.newaccount import accounts_at
from hcc.ehcportal.login.joining.newaccount import AddressTaken
from hcc.ehcportal.login.joining.newaccount import make_account
from hcc.ehcportal.login.joining.newaccount import PasswordRefused
from plone import api

import pytest
import re
import transaction


ADDRESS = "anita.rixon@example.org"
PASSWORD = "brown otter piano"

LOOK_ALIKES = [
    "\u0430nita@example.org",  # a Cyrillic a
    "anita@ex\u0430mple.org",
    "\uff41nita@example.org",  # a wide a
    "anita\u200b@example.org",
    "an\u00efta@example.org",
]
BROKEN = [
    "",
    "anita",
    "anita@example",
    "anita@example.org\r\nBcc: tracy@example.org",
    "anita@example.org, tracy@example.org",
    '"anita\nBcc: tracy"@example.org',
    f"{'a' * 250}@example.org",
]


def code_in(mail) -> str:
    return re.search(r"Your code is (\d+)", mail.text)[1]


def asks_for_email(browser) -> bool:
    return browser.url.endswith("/register")


def asks_for_code(browser) -> bool:
    return browser.url.endswith("/ehc-register-code")


def asks_for_password(browser) -> bool:
    return browser.url.endswith("/ehc-register-account")


def enter_email(browser, address=ADDRESS):
    browser.visit("register")
    browser.getControl("Email").value = address
    return browser.press("Send me a code")


def enter_code(browser, code):
    browser.getControl("Code").value = code
    return browser.press("Continue")


def enter_account(browser, name="Anita Rixon", password=PASSWORD):
    browser.getControl("Your name").value = name
    browser.getControl("New password").value = password
    return browser.press("Create your account")


def prove(browser, address=ADDRESS):
    enter_email(browser, address)
    return enter_code(browser, code_in(browser.mails[-1]))


def register(browser, address=ADDRESS, **facts):
    return enter_account(prove(browser, address), **facts)


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


class TestWay:
    def test_an_email_a_code_a_name_and_a_password_are_all(self, browser):
        register(browser)

        account = account_named(ADDRESS)
        assert browser.whom() == account.user_id
        assert account.name == "Anita Rixon"
        assert account.address == ADDRESS

    def test_it_is_titled_as_in_the_guide(self, browser):
        browser.visit("login").getLink("Register for new account").click()
        assert "<h1>Register for new account</h1>" in browser.contents

    def test_it_leads_on_to_request_access(self, browser, council):
        register(browser)
        assert browser.url == f"{council.ehc.absolute_url()}/ehc-request-access"
        assert "Your account is ready." in browser.text

    def test_the_account_owes_two_steps_and_is_a_member_alone(self, browser):
        register(browser)

        account = account_named(ADDRESS)
        assert owes_second_step(account.user_id)
        assert set(account.user.getRoles()) == {"Member", "Authenticated"}

    def test_the_next_time_it_signs_in_with_both_steps(self, browser, visitor):
        register(browser)
        other = visitor()

        other.first_step(ADDRESS, PASSWORD)
        assert other.whom() is None
        other.second_step()
        assert other.whom() == account_named(ADDRESS).user_id

    def test_the_user_id_tells_nothing(self, browser, visitor):
        register(browser)
        assert re.fullmatch(r"p-[0-9a-f]{16}", account_named(ADDRESS).user_id)

    def test_the_mail_names_nobody_and_goes_to_that_address_alone(self, browser):
        enter_email(browser)
        (mail,) = browser.mails
        assert mail.to == ADDRESS
        assert len(code_in(mail)) == 8

    def test_it_is_recorded(self, browser):
        register(browser)
        (entry,) = entries(kind="registered")
        assert entry.about == entry.who == account_named(ADDRESS).user_id

    def test_the_fields_are_made_for_phones_and_password_managers(self, browser):
        browser.visit("register")
        (email,) = browser.parsed.cssselect("input[name=email]")
        assert (email.get("autocomplete"), email.get("inputmode")) == ("email",) * 2
        prove(browser)
        (password,) = browser.parsed.cssselect("input[name=password]")
        assert password.get("autocomplete") == "new-password"
        assert "onpaste" not in browser.contents

    def test_who_is_signed_in_has_no_use_for_it(self, browser, anita):
        browser.sign_in().visit("register")
        assert "You are signed in" in browser.text

    @pytest.mark.parametrize("name", ["register", "@@register"])
    def test_it_takes_the_place_of_plones_page(self, browser, name):
        browser.visit(name)
        assert "Send me a code" in browser.contents
        assert "form.widgets" not in browser.contents

    def test_the_cookie_is_the_servers_alone_and_changes_with_the_code(self, browser):
        enter_email(browser)
        before = browser.cookie("__ehc_register")
        enter_code(browser, code_in(browser.mails[-1]))

        assert len(before) == 43
        assert browser.cookie("__ehc_register") not in ("", before)


class TestSites:
    @pytest.mark.parametrize("by_email", [True, False])
    @pytest.mark.parametrize("by_uuid", [True, False])
    def test_it_works_however_the_site_names_its_users(
        self, browser, by_email, by_uuid
    ):
        api.portal.set_registry_record("plone.use_email_as_login", by_email)
        api.portal.set_registry_record("plone.use_uuid_as_userid", by_uuid)

        register(browser)

        assert account_named(ADDRESS).user_id.startswith("p-")

    def test_visitors_need_no_permission_to_add_members(self, browser, portal):
        portal.manage_permission("Add portal member", ["Manager"], acquire=0)
        register(browser)
        assert account_named(ADDRESS)


class TestNobodyLearnsWhoHasAnAccount:
    def answer(self, browser, address):
        enter_email(browser, address)
        return browser.url, browser.text

    def test_the_page_says_the_same(self, visitor, anita):
        known = self.answer(visitor(), "anita@example.org")
        assert known == self.answer(visitor(), ADDRESS)

    def test_both_are_mailed_and_the_mail_alone_tells(self, browser, visitor, anita):
        enter_email(browser, "anita@example.org")
        enter_email(visitor(), ADDRESS)

        known, unknown = browser.mails
        assert (known.to, unknown.to) == ("anita@example.org", ADDRESS)
        assert "You have an account already" in known.text
        assert "login-help" in known.text
        assert not re.search(r"\d{8}", known.text)
        assert "already" not in unknown.text

    def test_a_new_code_and_a_wrong_one_are_answered_the_same(self, visitor, anita):
        answers = []
        for address in ("anita@example.org", ADDRESS):
            browser = visitor()
            enter_email(browser, address)
            browser.press("Please send me a new code")
            again = browser.text
            enter_code(browser, "00000000")
            answers.append((again, browser.text))
        assert answers[0] == answers[1]
        assert len(browser.mails) == 4

    @pytest.mark.parametrize("typed", ["anita@example.org", "ANITA@Example.ORG"])
    def test_no_address_gets_a_second_account(self, browser, anita, typed):
        enter_email(browser, typed)
        assert "You have an account already" in browser.mails[-1].text
        assert [each.user_id for each in accounts_at(typed)] == ["anita"]


class TestCode:
    def test_a_wrong_one_is_incorrect(self, browser):
        enter_code(enter_email(browser), "00000000")
        assert asks_for_code(browser)
        assert "This code is incorrect" in browser.problems

    def test_none_is_asked_for(self, browser):
        enter_code(enter_email(browser), " - ")
        assert "Enter the code" in browser.problems

    @pytest.mark.parametrize("sign", [" ", "-"])
    def test_spaces_and_hyphens_are_ignored(self, browser, sign):
        code = code_in(enter_email(browser).mails[-1])
        enter_code(browser, f" {code[:4]}{sign}{code[4:]}")
        assert asks_for_password(browser)

    def test_after_15_minutes_it_is_expired_and_a_new_one_comes(self, browser, moment):
        enter_email(browser)
        moment.pass_by(minutes=15)
        enter_code(browser, code_in(browser.mails[-1]))

        assert "expired" in browser.problems
        assert len(browser.mails) == 2
        enter_code(browser, code_in(browser.mails[-1]))
        assert asks_for_password(browser)

    def test_a_new_one_leaves_the_one_before(self, browser):
        enter_email(browser).press("Please send me a new code")
        first, second = map(code_in, browser.mails)
        assert first != second
        enter_code(browser, first)
        assert asks_for_password(browser)

    def test_that_of_another_is_worth_nothing(self, browser, visitor):
        enter_email(browser)
        enter_email(visitor(), "tracy.tester@example.org")
        enter_code(browser, code_in(browser.mails[-1]))
        assert asks_for_code(browser)

    def test_after_two_hours_one_begins_again(self, browser, moment):
        enter_email(browser)
        moment.pass_by(hours=2)
        enter_code(browser, code_in(browser.mails[-1]))
        assert asks_for_email(browser)
        assert "too much time has passed" in browser.text

    def test_ten_tries_and_no_more(self, browser, moment):
        enter_email(browser)
        for _try in range(10):
            enter_code(browser, "00000000")
        enter_code(browser, code_in(browser.mails[-1]))

        assert asks_for_code(browser)
        assert "too many tries. Wait 15 minutes" in browser.problems

    def test_another_browser_does_not_get_more_tries(self, browser, visitor):
        enter_email(browser)
        for _try in range(10):
            enter_code(browser, "00000000")
        other = enter_email(visitor())
        enter_code(other, code_in(browser.mails[-1]))
        assert "too many tries" in other.problems

    def test_it_is_kept_nowhere(self, browser, portal):
        enter_email(browser)
        code = code_in(browser.mails[-1])
        transaction.commit()
        storage = portal._p_jar.db().storage
        records = (
            storage.load(each.oid)[0]
            for change in storage.iterator()
            for each in change
        )
        assert code.encode() not in b"".join(records)


class TestOrder:
    @pytest.mark.parametrize("page", ["ehc-register-code", "ehc-register-account"])
    def test_without_an_email_no_step_is_there(self, browser, page):
        browser.visit(page)
        assert asks_for_email(browser)

    def test_without_the_code_there_is_no_password_to_choose(self, browser):
        enter_email(browser).visit("ehc-register-account")
        assert asks_for_code(browser)

    def test_nor_is_an_account_made_by_asking_for_it(self, browser, anita):
        enter_email(browser)
        token = browser.getControl(name="_authenticator").value
        fields = {"name": "A", "password": PASSWORD, "create": "1"}

        browser.send(
            "POST", "ehc-register-account", {**fields, "_authenticator": token}
        )

        assert account_named(ADDRESS) is None

    def test_the_last_step_sent_twice_makes_one_account(self, browser, visitor):
        prove(browser)
        kept = {"__ehc_register": browser.cookie("__ehc_register")}
        fields = {
            "name": "Anita",
            "password": PASSWORD,
            "create": "1",
            "_authenticator": browser.getControl(name="_authenticator").value,
        }
        enter_account(browser)
        first = account_named(ADDRESS)

        visitor().send("POST", "ehc-register-account", fields, cookies=kept)

        assert accounts_at(ADDRESS) == [first]

    def test_two_browsers_of_one_address_make_one_account(self, browser, visitor):
        other = visitor()
        prove(browser)
        prove(other)
        enter_account(browser)
        enter_account(other)

        assert len(accounts_at(ADDRESS)) == 1
        assert "There is an account with this email already" in other.text
        assert not other.is_in

    def test_a_cookie_of_ones_own_invention_is_worth_nothing(self, browser):
        browser.testapp.set_cookie("__ehc_register", "a" * 43)
        browser.visit("ehc-register-account")
        assert asks_for_email(browser)


class TestBadInput:
    @pytest.mark.parametrize("typed", LOOK_ALIKES + BROKEN)
    def test_no_address_is_told_beside_the_field_and_above(self, browser, typed):
        browser.visit("register")
        token = browser.getControl(name="_authenticator").value
        fields = {"email": typed, "ehc_more": "", "submit": "1"}
        answer = browser.send("POST", "register", {**fields, "_authenticator": token})

        (beside,) = answer.html.select("#email-problem")
        assert "Enter an e-mail address such as name@example.org" in beside.text
        assert answer.html.select(".alert-danger a[href='#email']")
        assert answer.html.select("#email[aria-invalid=true]")
        assert browser.mails == []

    def test_nothing_typed_is_lost(self, browser):
        enter_email(browser, "anita at example")
        assert browser.getControl("Email").value == "anita at example"

        enter_account(prove(browser), name="Anita Rixon", password="short")
        assert browser.getControl("Your name").value == "Anita Rixon"
        assert browser.getControl("New password").value == ""

    @pytest.mark.parametrize(
        ("password", "reason"),
        [
            ("", "Choose a password"),
            ("otter", "at least 8 characters"),
            ("password", "too common"),
            ("anitarixon", "Your name and e-mail address"),
            ("x" * 257, "no more than 256 characters"),
        ],
    )
    def test_a_bad_password_is_refused_with_its_reason(self, browser, password, reason):
        enter_account(prove(browser), password=password)
        assert reason in browser.problems
        assert account_named(ADDRESS) is None

    @pytest.mark.parametrize(
        "name", ["", "  ", "A\r\nBcc: tracy@example.org", "\u202eatinA", "x" * 121]
    )
    def test_a_name_that_cannot_be_is_refused(self, browser, name):
        enter_account(prove(browser), name=name)
        assert "Enter a name of at most 120 letters" in browser.problems
        assert account_named(ADDRESS) is None

    def test_all_there_is_to_put_right_is_said_at_once(self, browser):
        enter_account(prove(browser), name="", password="otter")
        assert len(browser.parsed.cssselect(".alert-danger li")) == 2

    def test_a_name_is_kept_in_one_spelling(self, browser):
        register(browser, name=" Zoe\u0308 ")
        assert account_named(ADDRESS).name == "Zo\u00eb"

    @pytest.mark.parametrize("size", [1000, 500_000])
    def test_a_long_password_costs_no_hash(self, browser, hashed, size):
        prove(browser)
        hashed.clear()
        enter_account(browser, password="x" * size)
        assert hashed == []
        assert "no more than 256" in browser.problems

    def test_10_megabytes_are_not_even_read(self, browser, hashed):
        prove(browser)
        fields = {"name": "A", "password": "x" * 10_000_000, "create": "1"}
        hashed.clear()
        answer = browser.send("POST", "ehc-register-account", fields)
        assert answer.status_int == 400
        assert hashed == []


class TestRobots:
    def send(self, browser, **more):
        browser.visit("register")
        token = browser.getControl(name="_authenticator").value
        fields = {"email": ADDRESS, "submit": "1", "_authenticator": token, **more}
        return browser.send("POST", "register", fields)

    @pytest.mark.parametrize("more", [{"ehc_more": "https://x"}, {}])
    def test_they_are_answered_as_people_are(self, browser, visitor, more):
        robot, person = visitor(), visitor()
        theirs = self.send(robot, **more)
        ours = self.send(person, ehc_more="")

        assert theirs.location == ours.location
        robot.visit("ehc-register-code")
        person.visit("ehc-register-code")
        assert robot.text == person.text

    def test_nothing_comes_of_it(self, browser):
        self.send(browser, ehc_more="https://x")
        browser.visit("ehc-register-code").press("Please send me a new code")
        assert browser.mails == []

    def test_people_neither_see_nor_reach_the_field(self, browser):
        browser.visit("register")
        (field,) = browser.parsed.cssselect("[aria-hidden=true] input[name=ehc_more]")
        assert field.get("tabindex") == "-1"
        assert field.get("autocomplete") == "off"
        assert "style" not in field.attrib
        (label,) = browser.parsed.cssselect("label[for=ehc_more]")
        assert label.text_content() == "Leave this empty"

    def test_an_address_is_not_flooded(self, browser, visitor, moment):
        for _time in range(5):
            enter_email(visitor())
        refused = enter_email(visitor())
        assert "too many tries" in refused.problems
        assert len(browser.mails) == 5
        assert enter_email(visitor(), "tracy@example.org").problems == ""
        moment.pass_by(minutes=15)
        assert enter_email(visitor()).problems == ""

    def test_a_network_does_not_ask_for_any_number_of_mails(self, browser, visitor):
        for number in range(30):
            enter_email(browser, f"somebody{number}@example.org")
        enter_email(browser, "another@example.org")
        assert "too many tries" in browser.problems
        assert len(browser.mails) == 30


class TestOtherSites:
    @pytest.mark.parametrize(
        ("page", "fields"),
        [
            ("register", {"email": ADDRESS, "ehc_more": "", "submit": "1"}),
            ("ehc-register-code", {"again": "1"}),
        ],
    )
    def test_no_form_is_taken_without_its_token(self, browser, page, fields):
        enter_email(browser)
        sent = len(browser.mails)
        answer = browser.send("POST", page, fields)
        assert answer.status_int == 403
        assert len(browser.mails) == sent

    def test_nor_from_another_site(self, browser):
        prove(browser)
        token = browser.getControl(name="_authenticator").value
        fields = {"name": "A", "password": PASSWORD, "create": "1"}
        answer = browser.send(
            "POST",
            "ehc-register-account",
            {**fields, "_authenticator": token},
            Sec_Fetch_Site="cross-site",
        )
        assert answer.status_int == 403
        assert account_named(ADDRESS) is None

    @pytest.mark.parametrize("host", ["evil.example.com", "evil.example.com:80"])
    def test_a_poisoned_host_does_not_get_into_the_mail(self, browser, anita, host):
        browser.visit("register")
        token = browser.getControl(name="_authenticator").value
        browser.send(
            "POST",
            "register",
            {
                "email": "anita@example.org",
                "ehc_more": "",
                "submit": "1",
                "_authenticator": token,
            },
            Host=host,
            X_Forwarded_Host=host,
        )
        (mail,) = browser.mails
        assert "evil" not in mail.whole
        assert "https://www.example.gov.uk/login" in mail.text

    def test_the_pages_are_private(self, browser):
        browser.visit("register")
        assert browser.headers["Cache-Control"] == "no-store, private"
        assert browser.headers["Referrer-Policy"] == "no-referrer"


class TestMaking:
    """What makes accounts holds its own rules, whoever calls it."""

    def test_an_address_has_one_account_in_any_case(self, portal, anita):
        with pytest.raises(AddressTaken):
            make_account("ANITA@example.org", "Anita", PASSWORD)

    def test_an_address_in_somebodys_data_is_theirs(self, portal, mails):
        make_person("robert")
        assert [each.user_id for each in accounts_at("Robert@Example.org")] == [
            "robert"
        ]

    def test_a_weak_password_makes_no_account(self, portal):
        with pytest.raises(PasswordRefused):
            make_account(ADDRESS, "Anita", "password")
        assert account_named(ADDRESS) is None

    def test_the_address_is_kept_in_small_letters(self, portal):
        account = make_account("A.B@Example.org", "A", PASSWORD)
        assert (account.login, account.address) == ("a.b@example.org",) * 2
