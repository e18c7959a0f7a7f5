"""What the plugin does to credentials, kind by kind."""

from base64 import b64decode
from factories import PASSWORD
from factories import session_of
from hcc.ehcportal.login.door import plugin as module
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.sessions import current_session
from hcc.ehcportal.login.door.sessions import open_session
from hcc.ehcportal.login.door.store import PLUGIN
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.door.tokens import new_token
from plone import api
from plone.session.tktauth import createTicket

import pytest


@pytest.fixture
def judge(portal):
    """Let the plugin judge credentials; return its answer and what is left of them."""

    def judged(**credentials):
        credentials.setdefault("login", None)
        answer = portal.acl_users[PLUGIN].authenticateCredentials(credentials)
        return answer, credentials

    return judged


def cookie(user_id, **more) -> dict:
    secret = api.portal.get().acl_users.session._getSigningSecret(user_id)
    ticket = createTicket(secret, user_id, **more)
    return {"source": "plone.session", "cookie": ticket}


def token(user_id) -> dict:
    return {"token": api.portal.get().acl_users.jwt_auth.create_token(user_id)}


def live_cookie(user_id) -> dict:
    return {"source": "plone.session", "cookie": b64decode(session_of(user_id))}


def live_token(user_id) -> dict:
    account = account_of(user_id)
    session_id = open_session(account, api.portal.get().REQUEST)
    return {"token": new_token(account, session_id)}


class TestEmptied:
    @pytest.mark.parametrize("kind", [cookie, token])
    def test_without_a_session_of_whoever_owes_a_step(self, judge, anita, kind):
        assert judge(**kind("anita")) == (None, {})

    @pytest.mark.parametrize("kind", [live_cookie, live_token])
    def test_with_a_session_that_was_ended(self, judge, anita, kind):
        credentials = kind("anita")
        the_store().record("anita").end_sessions()
        assert judge(**credentials) == (None, {})

    def test_a_password_of_whoever_owes_a_step(self, judge, anita):
        assert judge(login="anita", password=PASSWORD) == (None, {})

    def test_a_wrong_password_of_anybody(self, judge, robert):
        assert judge(login="robert", password="wrong") == (None, {})

    def test_two_kinds_at_once(self, judge, anita, robert):
        password = {"login": "anita", "password": PASSWORD}
        for other in (token("robert"), cookie("robert"), live_token("anita")):
            assert judge(**password, **other) == (None, {})

    @pytest.mark.parametrize(
        "odd",
        [
            {"login": ["anita"], "password": PASSWORD},
            {"login": "anita", "password": [PASSWORD]},
            {"login": {"x": 1}, "password": 1},
            {"login": "anita", "password": b"x"},
            {"login": "", "password": PASSWORD},
            {"login": None, "password": PASSWORD},
            {"token": 1},
            {"token": ["x"]},
            {"source": "plone.session", "cookie": "text"},
            {"source": "plone.session", "cookie": b""},
            {"source": "plone.session", "cookie": b"\xff" * 100},
            {"token": ""},
            {"token": "x.y.z"},
        ],
    )
    def test_what_is_nothing(self, judge, anita, odd):
        assert judge(**odd) == (None, {})

    def test_whatever_goes_wrong(self, judge, anita, monkeypatch):
        monkeypatch.setattr(module, "owes_second_step", lambda user_id: 1 / 0)
        credentials = {"login": None, **token("anita")}
        with pytest.raises(ZeroDivisionError):
            api.portal.get().acl_users[PLUGIN].authenticateCredentials(credentials)
        assert credentials == {}

    def test_the_user_folder_is_told_of_it(self, portal):
        assert portal.acl_users[PLUGIN]._dont_swallow_my_exceptions


class TestLeft:
    """What is left to the plugins after ours."""

    @pytest.mark.parametrize("kind", [cookie, token])
    def test_without_a_session_of_whoever_owes_none(self, judge, robert, kind):
        answer, left = judge(**kind("robert"))
        assert answer is None
        assert left == {"login": None, **left}
        assert len(left) > 1

    def test_a_token_with_a_live_session(self, judge, anita, portal):
        answer, left = judge(**live_token("anita"))
        assert answer is None
        assert len(left) > 1
        assert current_session(portal.REQUEST).user_id == "anita"

    def test_a_cookie_with_a_live_session_is_answered_and_not_left(
        self, judge, anita, portal
    ):
        assert judge(**live_cookie("anita")) == (("anita", "anita"), {})
        assert current_session(portal.REQUEST).user_id == "anita"

    def test_of_two_sessions_the_first_is_the_requests(
        self, judge, anita, tracy, portal
    ):
        judge(**live_cookie("anita"))
        judge(**live_token("tracy"))
        assert current_session(portal.REQUEST).user_id == "anita"

    def test_what_other_plugins_invent(self, judge):
        assert judge(ticket="x") == (None, {"login": None, "ticket": "x"})

    def test_a_right_password_is_answered_and_not_left(self, judge, robert):
        answer = judge(login="robert", password=PASSWORD)
        assert answer == (("robert", "robert"), {})


def test_a_cookie_in_a_form_is_none(judge, anita, portal):
    portal.REQUEST.form["__ac"] = "x"
    assert judge(**live_cookie("anita")) == (None, {})
