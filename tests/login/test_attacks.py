"""What people do who want in and should not get in, through real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door import attempts
from hcc.ehcportal.login.door import doorway
from hcc.ehcportal.login.door import hashing
from hcc.ehcportal.login.door.attempts import Limit
from hcc.ehcportal.login.door.rule import put_under_rule
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps import entrance
from statistics import median
from threading import Barrier
from time import perf_counter

import bcrypt
import logging
import pytest
import transaction
import zope.testbrowser.browser as testbrowser


WRONG = "nobody knows this"

TOO_OFTEN = "There were too many tries."


def details(kind="sign_in_failed") -> list[str]:
    return [entry.detail for entry in entries(kind=kind)]


def planted(browser, name, value):
    """Put a cookie into a browser, as its owner or another site could."""
    browser.testapp.extra_environ["HTTP_HOST"] = "nohost"
    browser.testapp.set_cookie(name, value)
    del browser.testapp.extra_environ["HTTP_HOST"]
    return browser


def token_of(browser, page="login") -> str:
    browser.visit(page)
    return browser.getControl(name="_authenticator", index=0).value


def send_first_step(browser, login="anita", password=PASSWORD, more=None, **headers):
    """Send step 1 as a programme would; what is given counts, good or bad."""
    fields = {
        "_authenticator": token_of(browser),
        "email": login,
        "password": password,
        "submit": "1",
        **(more or {}),
    }
    return browser.send("POST", "login", fields, **headers)


class TestCodes:
    def test_a_used_one_is_worth_nothing(self, visitor, anita):
        first = visitor().sign_in()
        used = first.code
        second = visitor().first_step()

        second.second_step(used)

        assert second.problems.startswith("This code is incorrect.")
        assert not second.is_in

    def test_nor_is_a_whole_request_that_is_sent_again(self, browser, anita):
        browser.first_step()
        form = {
            "_authenticator": browser.getControl(name="_authenticator").value,
            "code": browser.code,
            "finish": "1",
        }
        step = browser.cookie("__ehc_step")
        browser.send("POST", "ehc-code", form)
        assert browser.whom() == "anita"

        browser.testapp.reset()
        browser.send("POST", "ehc-code", form, Cookie=f"__ehc_step={step}")

        assert not browser.is_in

    def test_one_of_another_person(self, visitor, anita, tracy):
        hers = visitor().first_step("tracy")
        code = hers.code
        mine = visitor().first_step("anita")

        mine.second_step(code)

        assert mine.problems.startswith("This code is incorrect.")
        assert not mine.is_in
        assert hers.second_step(code).whom() == "tracy"

    @pytest.mark.parametrize(
        "code",
        [
            "",
            "0",
            "00000000",
            "0" * 10_000,
            "%",
            "' OR 1=1",
            "None",
            "\0",
            "1e7",
            "-1",
        ],
    )
    def test_guesses(self, browser, anita, code, monkeypatch):
        monkeypatch.setattr(
            "hcc.ehcportal.login.steps.codes.new_code", lambda n: "13572468"
        )
        browser.first_step().second_step(code)
        assert browser.step == 2
        assert not browser.is_in

    @pytest.mark.parametrize("zero", ["\u0660", "\uff10", "\u0966", "\U0001d7ce"])
    def test_digits_of_other_scripts_are_other_characters(self, browser, anita, zero):
        browser.first_step()
        other = "".join(chr(ord(zero) + int(digit)) for digit in browser.code)
        browser.second_step(other)
        assert not browser.is_in

    def test_part_of_one_or_more_than_one(self, browser, anita):
        browser.first_step()
        code = browser.code
        for typed in (code[:-1], code[1:], code + code, code + "0"):
            assert not browser.second_step(typed).is_in

    def test_several_at_once(self, browser, anita):
        browser.first_step()
        fields = {
            "_authenticator": browser.getControl(name="_authenticator").value,
            "code": [browser.code, "00000000"],
            "finish": "1",
        }
        answer = browser.send("POST", "ehc-code", fields)
        assert answer.status_int == 200
        assert not browser.is_in


class TestParallelTries:
    """Fifty at the same moment get no further than fifty in a row."""

    def at_once(self, visitor, do, how_many=50) -> list:
        transaction.commit()
        start = Barrier(how_many)
        browsers = [visitor() for _ in range(how_many)]

        def run(browser):
            start.wait()
            return do(browser)

        with ThreadPoolExecutor(how_many) as pool:
            answers = list(pool.map(run, browsers))
        transaction.begin()
        return answers

    def test_passwords(self, visitor, anita, monkeypatch):
        judged = []
        matches = entrance.matches
        monkeypatch.setattr(
            entrance, "matches", lambda *args: judged.append(1) or matches(*args)
        )
        answers = self.at_once(
            visitor,
            lambda browser: browser.api(login="anita", password=WRONG).status_int,
        )
        assert sorted(answers) == [401] * 10 + [429] * 40
        assert len(judged) == 10
        assert details() == ["wrong_password"] * 10

    def test_basic_authentication(self, visitor, robert, monkeypatch):
        judged = []
        matches = doorway.matches
        monkeypatch.setattr(
            doorway, "matches", lambda *args: judged.append(1) or matches(*args)
        )
        self.at_once(
            visitor, lambda browser: browser.whom(Authorization="Basic robert:wrong")
        )
        assert len(judged) == 10

    def test_codes(self, visitor, anita):
        pending = visitor().api(login="anita", password=PASSWORD).json["error"]
        answers = self.at_once(
            visitor,
            lambda browser: (
                browser.api(pending=pending["pending"], code="0").status_int
            ),
        )
        assert sorted(answers) == [401] * 10 + [429] * 40
        assert details() == ["wrong_code"] * 10

    def test_codes_in_fifty_sign_ins_of_one_person(self, visitor, anita):
        """Another first step does not buy another ten tries."""
        begun = [visitor().api(login="anita", password=PASSWORD) for _ in range(3)]
        ids = [answer.json["error"]["pending"] for answer in begun] * 17
        self.at_once(
            visitor,
            lambda browser: browser.api(pending=ids.pop(), code="0"),
        )
        assert details() == ["wrong_code"] * 10

    def test_one_right_code_lets_one_in(self, visitor, anita):
        browser = visitor()
        answer = browser.api(login="anita", password=PASSWORD)
        pending, code = answer.json["error"]["pending"], browser.code

        answers = self.at_once(
            visitor,
            lambda browser: browser.api(pending=pending, code=code).status_int,
            how_many=8,
        )

        assert answers.count(200) == 1
        assert len(the_store().known("anita").sessions) == 1


class TestLocks:
    def fail(self, browser, times, login="anita"):
        for _ in range(times):
            browser.first_step(login, WRONG)
        return browser

    def test_nine_wrong_passwords_are_forgiven(self, browser, anita):
        self.fail(browser, 9)
        assert browser.first_step().step == 2

    @pytest.mark.parametrize("name", ["anita", "nobody"])
    def test_at_the_eleventh_both_known_and_unknown_names_wait(
        self, browser, anita, name
    ):
        self.fail(browser, 10, name)
        assert TOO_OFTEN not in browser.problems
        self.fail(browser, 1, name)
        assert browser.problems.startswith(f"{TOO_OFTEN} Wait 15 minutes")

    def test_nor_does_the_right_password_help_then(self, browser, anita):
        self.fail(browser, 11)
        assert browser.first_step().problems.startswith(TOO_OFTEN)

    def test_the_case_of_a_name_buys_no_further_tries(self, browser, anita):
        for name in ("nobody", "NOBODY", " Nobody ", "anita", "ANITA", " Anita "):
            self.fail(browser, 4, name)
        assert browser.problems.startswith(TOO_OFTEN)
        assert self.fail(browser, 1, "noBody").problems.startswith(TOO_OFTEN)

    def test_the_owner_is_told_once(self, browser, anita):
        self.fail(browser, 20)

        (mail,) = browser.mails
        assert mail.to == "anita@example.org"
        assert mail.subject == "Somebody tried to sign in to your account"
        assert "held back for 15 minutes" in mail.text
        assert [entry.about for entry in entries(kind="locked")] == ["anita"]

    def test_it_ends_by_itself_and_each_wait_is_longer(self, browser, anita, moment):
        for wait in (15, 30, 60, 60):
            self.fail(browser, 11)
            assert f"Wait {wait} minutes" in browser.problems
            moment.pass_by(minutes=wait - 1)
            assert browser.first_step().problems.startswith(TOO_OFTEN)
            moment.pass_by(minutes=1)
        assert browser.first_step().step == 2

    def test_at_home_nobody_is_locked_out_by_a_stranger(self, visitor, anita):
        home = visitor().sign_in()
        home.visit("logout")
        self.fail(visitor(), 11)

        assert home.first_step().step == 2
        assert visitor().first_step().problems.startswith(TOO_OFTEN)

    def test_a_device_of_one_person_is_none_of_another(self, visitor, anita, tracy):
        """Else a stranger with an account of their own had tries for everybody's."""
        home = visitor().sign_in("tracy")
        home.visit("logout")
        self.fail(visitor(), 11)
        assert home.first_step("anita").problems.startswith(TOO_OFTEN)

    def test_a_known_device_has_no_more_tries_than_others(self, visitor, anita):
        home = visitor().sign_in()
        home.visit("logout")
        self.fail(home, 11)
        assert home.problems.startswith(TOO_OFTEN)

    def test_wrong_codes_lock_too(self, browser, anita, moment):
        browser.first_step()
        code = browser.code
        for _ in range(11):
            browser.second_step("1")
        assert browser.problems.startswith(TOO_OFTEN)
        browser.second_step(code)
        assert browser.problems.startswith(TOO_OFTEN)
        assert len(browser.mails) == 2

        moment.pass_by(minutes=15)
        assert browser.first_step().second_step().whom() == "anita"

    def test_one_place_cannot_try_everybodys_password(self, browser, anita):
        for number in range(100):
            answer = browser.api(login=f"name{number}", password=WRONG)
        assert answer.status_int == 401
        assert browser.api(login="anita", password=PASSWORD).status_int == 429
        # It is not her account that is locked.
        assert browser.mails == []
        assert details("locked") == ["network"]

    def test_who_is_right_is_not_counted_against_the_place(self, browser, robert):
        for _ in range(105):
            answer = browser.api(login="robert", password=PASSWORD)
        assert answer.status_int == 200


class TestSessions:
    def test_the_cookie_before_is_not_the_cookie_after(self, visitor, anita, tracy):
        stranger = visitor().sign_in("tracy")
        browser = planted(visitor(), "__ac", stranger.testapp.cookies["__ac"])
        before = browser.cookie("__ac")

        browser.sign_in("anita")

        assert browser.cookie("__ac") != before
        assert browser.whom() == "anita"
        assert not stranger.is_in

    def test_a_cookie_in_an_address_is_none(self, visitor, anita, tracy):
        """Else a link would sign somebody in as whoever made it."""
        stranger = visitor().sign_in("tracy")
        browser = visitor()
        cookie = stranger.testapp.cookies["__ac"]

        browser.users.clear()
        answer = browser.send("GET", f"login?__ac={cookie}")
        browser.send("POST", "", {"__ac": stranger.cookie("__ac")})

        assert browser.users == [None, None]
        assert "__ac=" not in str(answer.headers.getall("Set-Cookie"))

    def test_a_planted_sign_in_leads_nowhere(self, visitor, anita, tracy):
        stranger = visitor().first_step("tracy")
        browser = planted(visitor(), "__ehc_step", stranger.cookie("__ehc_step"))

        browser.sign_in("anita")

        assert browser.whom() == "anita"
        assert not stranger.is_in

    def test_who_plants_the_sign_in_of_a_person_gets_nothing_of_it(
        self, visitor, anita
    ):
        """Somebody who knows the password lets the person enter the code."""
        stranger = visitor().first_step("anita")
        step = stranger.cookie("__ehc_step")
        browser = planted(visitor(), "__ehc_step", step)
        browser.second_step()

        assert browser.whom() == "anita"
        stranger.visit("ehc-code")
        assert stranger.step == 1
        assert not stranger.is_in

    def test_who_is_signed_in_opens_step_2_of_another(self, visitor, anita, tracy):
        hers = visitor().first_step("anita")
        code = hers.code
        mine = visitor().sign_in("tracy")
        planted(mine, "__ehc_step", hers.cookie("__ehc_step"))

        mine.second_step(mine.code)

        assert mine.problems.startswith("This code is incorrect.")
        assert "anita" not in mine.text.lower()
        assert mine.whom() == "tracy"
        assert hers.second_step(code).whom() == "anita"

    def test_a_sign_in_that_waits_is_no_session(self, visitor, anita):
        step = visitor().first_step().cookie("__ehc_step")
        for name in ("__ac", "__ehc_device"):
            assert visitor().whom(Cookie=f"{name}={step}") is None
        assert visitor().whom(Authorization=f"Bearer {step}") is None

    def test_the_id_of_one_is_in_no_address(self, browser, anita):
        browser.first_step()
        assert browser.cookie("__ehc_step") not in browser.url
        assert browser.cookie("__ehc_step") not in browser.contents


ELSEWHERE = [
    "https://evil.example",
    "https://evil.example/plone",
    "//evil.example/plone",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//http://nohost/plone",
    "data:text/html,x",
    "http://nohost@evil.example/plone",
    "http://nohost:80@evil.example/plone",
    "http://nohost.evil.example/plone",
    "http://nohost/plone@evil.example",
    "http://evil.example#http://nohost/plone",
    "http://evil.example?http://nohost/plone",
    "http://evil.example\\@nohost/plone",
    "http:%2F%2Fevil.example",
    "%2F%2Fevil.example",
    "http://nohost/plone/..//evil.example",
    "http://nohost/plone/../../evil.example",
    " https://evil.example",
    "\thttps://evil.example",
    "http://nohost/plone\r\nSet-Cookie: evil=1",
    "http://nohost/plone\r\nLocation: https://evil.example",
    "http://nohost/plone/%0d%0aSet-Cookie:evil=1",
]


class TestAddresses:
    def led_to(self, answer, browser):
        """Return where in the site an answer leads. Fails for anywhere else."""
        assert answer.status_int == 302
        target = answer.headers["Location"]
        assert target == browser.site or target.startswith(f"{browser.site}/")
        assert "evil" not in str(answer.headers.getall("Set-Cookie"))
        assert ".." not in target
        return target.removeprefix(browser.site)

    @pytest.mark.parametrize("address", ELSEWHERE)
    def test_nobody_is_led_elsewhere(self, browser, anita, address):
        asked = {"came_from": address, "next": address}
        self.led_to(send_first_step(browser, more=asked), browser)
        browser.visit("ehc-code")
        code = {
            "_authenticator": browser.getControl(name="_authenticator").value,
            "code": browser.code,
            "finish": "1",
        }
        self.led_to(browser.send("POST", "ehc-code", code), browser)
        assert browser.whom() == "anita"

    @pytest.mark.parametrize("address", ELSEWHERE)
    def test_nor_after_one_step_or_by_the_page_before(self, browser, robert, address):
        referer = "".join(address.splitlines())
        answer = send_first_step(browser, "robert", Referer=referer)
        self.led_to(answer, browser)
        answer = send_first_step(browser, "robert", more={"came_from": address})
        self.led_to(answer, browser)

    def test_a_page_of_the_site_is_shown(self, browser, robert):
        page = f"{browser.site}/local-offer?x=1"
        answer = send_first_step(browser, "robert", more={"came_from": page})
        assert self.led_to(answer, browser) == "/local-offer?x=1"

    def test_two_addresses_are_none(self, browser, robert):
        answer = send_first_step(
            browser, "robert", more={"came_from": [f"{browser.site}/a", "https://x"]}
        )
        assert self.led_to(answer, browser) == "/ehc/worklist"

    def test_a_form_shows_no_address_of_elsewhere(self, browser):
        browser.visit("login?came_from=https://evil.example")
        assert "evil.example" not in browser.contents

    @pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x85"])
    def test_no_header_of_a_mail_is_injected(self, browser, anita, sign):
        name = f"anita{sign}Bcc: evil@example.org"
        send_first_step(browser, name)
        send_first_step(browser, f"anita{sign}")
        assert all("evil" not in mail.whole for mail in browser.mails)
        assert all(mail.to == "anita@example.org" for mail in browser.mails)

    @pytest.mark.parametrize("header", ["Host", "X_Forwarded_Host", "Forwarded"])
    def test_no_mail_has_an_address_that_the_visitor_claims(
        self, browser, anita, header, monkeypatch
    ):
        monkeypatch.setattr(testbrowser, "_allowed", {"nohost", "evil.example"})
        for _ in range(12):
            send_first_step(browser, password=WRONG, **{header: "evil.example"})
        tracy = make_person("tracy")
        put_under_rule(tracy)
        send_first_step(browser, tracy, **{header: "evil.example"})

        assert [mail.to[:5] for mail in browser.mails] == ["anita", "tracy"]
        for mail in browser.mails:
            assert "evil" not in mail.whole
            assert "https://www.example.gov.uk/" in mail.text


class TestOtherSites:
    """What another site can make somebody's browser send."""

    @pytest.mark.parametrize("token", ["", "x", "0" * 40])
    def test_step_1(self, browser, robert, token):
        answer = send_first_step(browser, "robert", more={"_authenticator": token})
        assert answer.status_int == 403
        assert not browser.is_in

    @pytest.mark.parametrize("button", ["finish", "again", "cancel"])
    @pytest.mark.parametrize("token", ["", "x"])
    def test_step_2(self, browser, anita, button, token):
        browser.first_step()
        form = {"_authenticator": token, "code": browser.code, button: "1"}

        answer = browser.send("POST", "ehc-code", form)

        assert answer.status_int == 403
        assert not browser.is_in
        assert len(browser.mails) == 1
        assert browser.second_step().is_in

    def test_even_with_a_token_that_was_stolen(self, browser, robert):
        answer = send_first_step(browser, "robert", Sec_Fetch_Site="cross-site")
        assert answer.status_int == 403
        assert not browser.is_in

    def test_a_link_does_nothing(self, browser, robert):
        token = token_of(browser)
        query = f"email=robert&password=x&submit=1&_authenticator={token}"
        browser.visit(f"login?{query}")
        assert browser.problems == ""
        assert details() == []

    def test_no_page_of_theirs_shows_ours_in_a_frame(self, browser, anita):
        browser.visit("login")
        assert browser.headers["X-Frame-Options"] == "SAMEORIGIN"

    def test_nothing_of_it_is_kept_by_a_browser(self, browser, anita):
        browser.first_step()
        assert browser.headers["Cache-Control"] == "no-store, private"


class TestOddInput:
    @pytest.fixture
    def no_hashes(self, anita, monkeypatch):
        for name in ("hashpw", "checkpw"):
            monkeypatch.setattr(bcrypt, name, lambda *args: pytest.fail("hashed"))

    @pytest.mark.parametrize("name", ["anita", "nobody"])
    def test_a_password_of_ten_megabytes_costs_nothing(
        self, browser, anita, no_hashes, name
    ):
        huge = "x" * 10_000_000
        # Zope reads no form of more than a megabyte.
        assert send_first_step(browser, name, huge).status_int == 400
        answer = send_first_step(browser, name, huge[:1_000_000])
        assert "The email or the password is not right." in answer.text
        assert huge[:300] not in answer.text

        answer = browser.api(login=name, password=huge)
        assert answer.json["error"]["type"] == "Invalid credentials"

    @pytest.mark.parametrize(
        "name",
        [
            "\u0430nita",  # Cyrillic
            "ａｎｉｔａ",  # full width
            "an\u0131ta",  # a dotless i
            "an\u0130ta",  # a dotted I, which gets small as two characters
            "anita\u0301",
            "a\u200bnita",
            "anita\0",
            "anita%00",
        ],
    )
    def test_names_that_look_alike_are_others(self, browser, anita, name):
        answer = send_first_step(browser, name)
        assert "The email or the password is not right." in answer.text
        assert browser.mails == []

    @pytest.mark.parametrize("field", ["email", "password", "submit", "came_from"])
    @pytest.mark.parametrize("kind", [":list", ":int", ":record", ":tokens"])
    def test_types_that_a_form_can_claim(self, browser, anita, field, kind):
        answer = send_first_step(browser, more={f"{field}{kind}": "1"})
        assert answer.status_int in (200, 302, 400)
        assert not browser.is_in

    def test_a_name_as_long_as_a_book(self, browser):
        answer = send_first_step(browser, "x" * 100_000)
        assert answer.status_int == 200


class TestTheLog:
    def test_nothing_secret_gets_into_it(self, browser, anita, caplog):
        caplog.set_level(logging.DEBUG)
        browser.first_step(password=WRONG)
        browser.first_step()
        step, code = browser.cookie("__ehc_step"), browser.code
        browser.second_step("13572468")
        browser.second_step(code)
        cookie = browser.cookie("__ac")
        browser.visit()
        browser.whom(Authorization=f"Basic anita:{PASSWORD}")
        browser.api(login="anita", password=PASSWORD)
        browser.api(login="anita", password=WRONG)
        browser.visit("logout")

        # The publisher's own lines and ours, not those of the test's mail catcher.
        said = caplog.text + "".join(str(each.args) for each in caplog.records)
        for secret in (PASSWORD, WRONG, step, code, cookie, "13572468", "@example.org"):
            assert secret not in said

    def test_nor_into_the_record_of_what_happened(self, browser, anita):
        browser.first_step(password=WRONG)
        browser.sign_in()
        for entry in entries():
            assert {entry.who, entry.about} <= {"anita", None}
            assert entry.detail in ("wrong_password", "programme")


class TestTime:
    """How long an answer takes does not tell whether a name exists."""

    TRIES = 200

    @pytest.fixture(autouse=True)
    def dear_hashes(self, monkeypatch):
        """The hash is most of the time, as it is on a real server."""
        monkeypatch.setattr(hashing, "ROUNDS", 8)
        for module, names in (
            (entrance, ("PASSWORD_OF_ACCOUNT", "TRIES_OF_NETWORK")),
            (doorway, ("PASSWORD_BY_HTTP", "TRIES_OF_NETWORK")),
        ):
            for name in names:
                limit = getattr(attempts, name)
                monkeypatch.setattr(module, name, Limit(limit.kind, 10**6))

    def measured(self, browser) -> tuple[list[float], list[float]]:
        """Return the seconds for an unknown name and for a wrong password, in turns."""
        taken = [], []
        for number in range(2 * self.TRIES):
            begun = perf_counter()
            browser.api(login=("nobody", "anita")[number % 2], password=WRONG)
            taken[number % 2].append(perf_counter() - begun)
        return taken

    def test_a_wrong_name_takes_as_long_as_a_wrong_password(self, browser, anita):
        for _ in range(3):  # the machine may be busy with something else
            unknown, known = self.measured(browser)
            share = sum(one < other for one in unknown for other in known)
            share /= len(unknown) * len(known)
            if 0.35 < share < 0.65:
                return
        pytest.fail(
            f"{share:.0%} of pairs: {median(unknown):.4f} s, {median(known):.4f} s"
        )
