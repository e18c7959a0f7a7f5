"""The way in of the REST API."""

from factories import PASSWORD
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.login.door.person import PersonRecord
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.authenticator import new_secret
from hcc.ehcportal.login.steps.authenticator import STEP
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pyotp
import pytest


@pytest.fixture
def app(browser):
    """An app on a phone."""
    return browser


def error(answer) -> dict:
    return answer.json["error"]


def first_step(app, login="anita", password=PASSWORD):
    return app.api(login=login, password=password)


def sign_in(app, login="anita") -> str:
    """Walk both steps, and return the token."""
    pending = error(first_step(app, login))["pending"]
    return app.api(pending=pending, code=app.code).json["token"]


class TestBothSteps:
    def test_the_first_names_the_second(self, app, anita):
        answer = first_step(app)

        assert answer.status_int == 401
        assert error(answer)["type"] == "Second step required"
        assert error(answer)["challenge"] == "email-code"
        assert error(answer)["message"].startswith("We have just sent you an email.")
        assert len(error(answer)["pending"]) == 43
        assert answer.headers["Cache-Control"] == "no-store, private"

    def test_the_second_gives_a_token(self, app, anita):
        token = sign_in(app)
        assert app.whom(Authorization=f"Bearer {token}") == "anita"

    def test_an_app_is_given_no_cookie(self, app, anita, robert):
        pending = error(first_step(app))["pending"]
        answers = [
            app.api(pending=pending, code=app.code),
            first_step(app, "robert"),
        ]
        assert [answer.headers.getall("Set-Cookie") for answer in answers] == [[], []]
        assert not app.is_in

    def test_who_owes_no_step_is_given_a_token_at_once(self, app, robert):
        answer = first_step(app, "robert")

        assert answer.status_int == 200
        assert app.whom(Authorization=f"Bearer {answer.json['token']}") == "robert"
        assert [entry.kind for entry in entries()] == ["signed_in"]

    def test_the_code_of_an_authenticator_app(self, app, anita, moment):
        person = the_store().record(anita)
        person.app_secret = new_secret()
        answer = first_step(app)
        code = pyotp.HOTP(person.app_secret).at(seconds() // STEP)

        assert error(answer)["challenge"] == "app-code"
        assert app.mails == []
        pending = error(answer)["pending"]
        assert app.api(pending=pending, resend=True).status_int == 400
        assert "token" in app.api(pending=pending, code=code).json

    def test_who_has_to_set_up_the_app_does_so_on_the_website(self, app, robert):
        api.portal.set_registry_record("ehc.staff_app", True)
        pending = error(first_step(app, "robert"))["pending"]

        answer = app.api(pending=pending, code=app.code)

        assert answer.status_int == 403
        assert error(answer)["type"] == "Authenticator app required"
        assert error(app.api(pending=pending, code=app.code))["type"] == (
            "Sign-in ran out"
        )

    def test_another_code(self, app, anita):
        pending = error(first_step(app))["pending"]
        first = app.code

        answer = app.api(pending=pending, resend=True)

        assert error(answer)["type"] == "Second step required"
        assert error(answer)["pending"] == pending
        assert len(app.mails) == 2
        assert "token" in app.api(pending=pending, code=first).json

    def test_five_codes_and_no_more(self, app, anita):
        pending = error(first_step(app))["pending"]
        answers = [app.api(pending=pending, resend=True) for _ in range(5)]

        assert [answer.status_int for answer in answers] == [401] * 4 + [429]
        assert answers[-1].headers["Retry-After"] == "900"
        assert len(app.mails) == 5

    def test_the_list_of_ways_in_stays_plones(self, app):
        answer = app.send("GET", "@login", Accept="application/json")
        assert answer.json == {"options": []}

    def test_the_owner_of_the_server_stays_outside(self, app):
        answer = first_step(app, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        token = answer.json["token"]
        assert app.whom(Authorization=f"Bearer {token}") == SITE_OWNER_NAME


class TestRefusals:
    def test_a_wrong_name_and_a_wrong_password_look_alike(self, app, anita):
        answers = [
            first_step(app, "nobody", "wrong"),
            first_step(app, "anita", "wrong"),
        ]
        assert [answer.status_int for answer in answers] == [401, 401]
        assert error(answers[0])["type"] == "Invalid credentials"
        assert answers[0].text == answers[1].text

    def test_it_is_counted_once(self, app, anita, robert, monkeypatch):
        """The user folder sees the JSON first, and leaves it to the service."""
        taken = []
        store = type(the_store().attempts)
        take = store.take
        monkeypatch.setattr(
            store,
            "take",
            lambda self, limit, whose: (
                taken.append(limit.kind) or take(self, limit, whose)
            ),
        )
        first_step(app, "anita", "wrong")
        first_step(app, "robert")
        first_step(app, "nobody")

        assert taken == ["network", "password"] * 3

    @pytest.mark.usefixtures("any_number_of_mails")
    def test_a_right_sign_in_is_no_failure(self, app, anita):
        for _ in range(15):
            sign_in(app)
        assert {entry.kind for entry in entries()} == {"signed_in"}

    @pytest.mark.parametrize("name", ["anita", "nobody"])
    def test_the_eleventh_wrong_password_has_to_wait(self, app, anita, name):
        answers = [first_step(app, name, "wrong") for _ in range(11)]

        assert [answer.status_int for answer in answers] == [401] * 10 + [429]
        assert error(answers[-1])["type"] == "Too many tries"
        assert answers[-1].headers["Retry-After"] == "900"

    def test_so_has_the_eleventh_wrong_code(self, app, anita):
        pending = error(first_step(app))["pending"]
        answers = [app.api(pending=pending, code="0") for _ in range(10)]
        answers.append(app.api(pending=pending, code=app.code))

        assert [error(answer)["type"] for answer in answers] == (
            ["Code incorrect"] * 10 + ["Too many tries"]
        )

    def test_an_expired_code_is_followed_by_a_new_one(self, app, anita, moment):
        pending = error(first_step(app))["pending"]
        old = app.code
        moment.pass_by(minutes=15)

        answer = app.api(pending=pending, code=old)

        assert error(answer)["type"] == "Code expired"
        assert len(app.mails) == 2
        assert "token" in app.api(pending=pending, code=app.code).json

    @pytest.mark.parametrize(
        "body",
        [
            {"code": "12345678"},
            {"login": "anita"},
            {"password": PASSWORD},
            {"login": ["anita"], "password": PASSWORD},
            {"login": "anita", "password": {"x": 1}},
            {"login": "", "password": ""},
            {"pending": ["x"], "code": "1"},
            {"pending": None, "code": "1"},
        ],
    )
    def test_what_misses_something(self, app, anita, body):
        answer = app.api(**body)
        assert answer.status_int == 400
        assert error(answer)["type"] == "Missing credentials"

    @pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "1"])
    def test_what_is_no_json_object(self, app, body):
        answer = app.send(
            "POST",
            "@login",
            body,
            Accept="application/json",
            Content_Type="application/json",
        )
        assert answer.status_int == 400

    @pytest.mark.parametrize("code", [None, 12345678, ["x"], "", "\ud800", "\0"])
    def test_what_is_no_code(self, app, anita, code):
        pending = error(first_step(app))["pending"]
        answer = app.api(pending=pending, code=code)
        assert error(answer)["type"] == "Code incorrect"

    @pytest.mark.parametrize("login", ["\0", "x" * 10_000, "anita\nx"])
    def test_what_is_no_name(self, app, anita, login):
        assert error(first_step(app, login, "wrong"))["type"] == "Invalid credentials"

    @pytest.mark.parametrize("pending", ["x", "\ud800", "0" * 43])
    def test_an_id_that_nobody_has(self, app, anita, pending):
        answer = app.api(pending=pending, code="12345678")
        assert answer.status_int == 401
        assert error(answer)["type"] == "Sign-in ran out"

    def test_the_password_with_the_code_is_not_looked_at(self, app, anita, tracy):
        pending = error(first_step(app))["pending"]
        answer = app.api(
            pending=pending, code=app.code, login="tracy", password=PASSWORD
        )
        token = answer.json["token"]
        assert app.whom(Authorization=f"Bearer {token}") == "anita"

    def test_an_id_works_once(self, app, anita):
        pending = error(first_step(app))["pending"]
        code = app.code
        app.api(pending=pending, code=code)

        answer = app.api(pending=pending, code=code)

        assert error(answer)["type"] == "Sign-in ran out"


class TestTokens:
    @pytest.fixture
    def token(self, app, anita):
        return sign_in(app)

    def test_another_for_the_same_session(self, app, token):
        answer = app.api("@login-renew", token)

        assert answer.status_int == 200
        renewed = answer.json["token"]
        assert app.whom(Authorization=f"Bearer {renewed}") == "anita"
        assert len(the_store().known("anita").sessions) == 1

    def test_none_without_one(self, app, anita):
        assert app.api("@login-renew").status_int == 401
        assert app.api("@login-renew", "x").status_int == 401

    def test_none_by_a_password(self, app, anita):
        answer = app.api("@login-renew", login="anita", password=PASSWORD)
        assert answer.status_int == 401

    def test_plones_own_are_worth_nothing(self, app, portal, anita, robert):
        jwt = portal.acl_users.jwt_auth
        of_anita, of_robert = (jwt.create_token(each) for each in ("anita", "robert"))

        assert app.whom(Authorization=f"Bearer {of_anita}") is None
        assert app.whom(Authorization=f"Bearer {of_robert}") == "robert"
        assert app.api("@login-renew", of_anita).status_int == 401
        renewed = app.api("@login-renew", of_robert).json["token"]
        assert app.whom(Authorization=f"Bearer {renewed}") == "robert"

    def test_staff_who_come_to_owe_a_step_lose_plones_own(self, app, portal, robert):
        token = portal.acl_users.jwt_auth.create_token("robert")
        api.portal.set_registry_record("ehc.staff_second_step", True)
        assert app.whom(Authorization=f"Bearer {token}") is None

    def test_signing_out_ends_the_session(self, app, token):
        renewed = app.api("@login-renew", token).json["token"]

        answer = app.api("@logout", token)

        assert answer.status_int in (200, 204)
        assert the_store().known("anita").sessions == ()
        for each in (token, renewed):
            assert app.whom(Authorization=f"Bearer {each}") is None
            assert app.api("@login-renew", each).status_int == 401

    def test_another_password_ends_them(self, app, token, portal):
        portal.acl_users.userSetPassword("anita", "marble lantern otter")
        assert app.whom(Authorization=f"Bearer {token}") is None

    def test_they_live_as_long_as_a_page_lies_unused(self, app, token, portal):
        claims = portal.acl_users.jwt_auth._decode_token(token)
        assert 29 * 60 < claims["exp"] - seconds() <= 30 * 60

    def test_they_give_no_cookie(self, app, token, moment):
        moment.pass_by(minutes=5)
        answer = app.send("GET", "", Authorization=f"Bearer {token}")
        assert answer.headers.getall("Set-Cookie") == []

    def test_without_a_record_there_is_no_session(self, app, token):
        the_store().people["anita"] = PersonRecord()
        assert app.whom(Authorization=f"Bearer {token}") is None


class TestPagesOfOtherSites:
    """A cookie of the pages goes along from websites under the same domain."""

    @pytest.fixture
    def change(self, browser, robert):
        """Change Robert's name as a page of another address would, or a script."""
        browser.first_step("robert")
        assert browser.is_in

        def change(**headers):
            return browser.send(
                "PATCH",
                "@users/robert",
                '{"fullname": "Rob Coombes"}',
                Accept="application/json",
                Content_Type="text/plain",
                **headers,
            )

        return change

    @pytest.mark.parametrize(
        "origin",
        [
            "https://www.example.gov.uk",
            "https://nohost.example.com",
            "null",
            "http://[",
        ],
    )
    def test_change_nothing_by_it(self, change, origin):
        answer = change(Origin=origin)
        assert (answer.status_int, answer.json["type"]) == (403, "OtherSite")
        assert full_name("robert") == "Robert Coombes"

    def test_the_portals_own_pages_do(self, change):
        assert change(Origin="http://nohost").status_int == 204

    def test_and_so_does_whoever_sends_a_token(self, change, browser):
        token = browser.api(login="robert", password=PASSWORD).json["token"]
        answer = change(
            Origin="https://www.example.gov.uk", Authorization=f"Bearer {token}"
        )
        assert answer.status_int == 204
