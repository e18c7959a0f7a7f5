"""The way in of the REST API: the same two steps, with JSON in the place of pages.

An app is given a token and no cookie, so that no page of another site can sign a
browser in. The id of a sign-in that waits is in the JSON too, never in an address.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.attempts import QUARTER
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.elsewhere import is_judged_elsewhere
from hcc.ehcportal.login.door.sessions import current_session
from hcc.ehcportal.login.door.sessions import session_cookie_name
from hcc.ehcportal.login.door.tokens import new_token
from hcc.ehcportal.login.steps.codes import CodeStanding
from hcc.ehcportal.login.steps.entrance import Entrance
from hcc.ehcportal.login.steps.page import too_often
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services.auth.login import Login
from plone.restapi.services.auth.renew import Renew
from zope.i18n import translate
from zope.interface import alsoProvides


class PendingId:
    """The id of a sign-in that waits, in the JSON instead of a cookie."""

    def __init__(self, value: str):
        self.value = value

    def read(self, request) -> str:
        return self.value

    def give(self, request, value: str) -> None:
        self.value = value

    def take_away(self, request) -> None:
        self.value = ""


class AppEntrance(Entrance):
    """The way in of an app, which ends in ``token``."""

    token: str | None = None

    def hand_over(self, account: Account, session_id: str) -> None:
        """Make a token for a session."""
        self.token = new_token(account, session_id)
        # Plone has given its plain cookie on the way.
        self.request.response.cookies.pop(session_cookie_name(), None)


class SignIn(Login):
    """Both steps of signing in, told apart by what the JSON holds."""

    def reply(self) -> dict:
        alsoProvides(self.request, IDisableCSRFProtection)
        self.request.response.setHeader("Cache-Control", "no-store, private")
        try:
            data = json_body(self.request)
        except DeserializationError:
            return self._refuse(400, "Malformed body", _MALFORMED)
        # What is no text was not typed by anybody.
        typed = {name: said for name, said in data.items() if isinstance(said, str)}
        pending = PendingId(typed.get("pending", ""))
        self.entrance = AppEntrance(self.request, pending)
        if pending.value:
            return self._second_step(typed.get("code", ""), data.get("resend") is True)
        return self._first_step(typed.get("login", ""), typed.get("password", ""))

    def _first_step(self, login: str, password: str) -> dict:
        if not (login and password):
            return self._refuse(400, "Missing credentials", _MISSING)
        if is_judged_elsewhere(login):
            return super().reply()
        step = self.entrance.take_first_step(login, password)
        if step.is_in:
            return {"token": self.entrance.token}
        if step.waits:
            return self._challenge()
        if not step.verdict.may_go_on:
            return self._too_often(step.verdict)
        return self._refuse(401, "Invalid credentials", _WRONG)

    def _second_step(self, code: str, wants_another: bool) -> dict:
        waiting = self.entrance.waiting()
        if waiting is None or waiting.proved:
            return self._refuse(401, "Sign-in ran out", _RAN_OUT)
        if wants_another:
            return self._send_another(waiting.by_app)
        outcome = self.entrance.take_second_step(code)
        if isinstance(outcome, Verdict):
            return self._too_often(outcome)
        if outcome is CodeStanding.EXPIRED:
            self.entrance.send_new_code()
            return self._refuse(401, "Code expired", _EXPIRED)
        if outcome is CodeStanding.WRONG:
            message = _INCORRECT_APP if waiting.by_app else _INCORRECT
            return self._refuse(401, "Code incorrect", message)
        if self.entrance.token is None:
            return self._refuse(403, "Authenticator app required", _APP_REQUIRED)
        return {"token": self.entrance.token}

    def _send_another(self, by_app: bool) -> dict:
        if by_app:
            return self._refuse(400, "No code by email", _BY_APP)
        if self.entrance.send_new_code():
            return self._challenge()
        return self._too_often(Verdict(QUARTER), _NO_MORE_CODES)

    def _challenge(self) -> dict:
        by_app = self.entrance.waiting().by_app
        return self._refuse(
            401,
            "Second step required",
            _ENTER_APP_CODE if by_app else _ENTER_CODE,
            challenge="app-code" if by_app else "email-code",
            pending=self.entrance.step.value,
        )

    def _too_often(self, verdict: Verdict, message: str | None = None) -> dict:
        self.request.response.setHeader("Retry-After", str(verdict.wait))
        message = message or too_often(verdict.wait)
        return self._refuse(429, "Too many tries", message)

    def _refuse(self, status: int, kind: str, message: str, **more: str) -> dict:
        self.request.response.setStatus(status)
        message = translate(message, context=self.request)
        return {"error": {"type": kind, "message": message, **more}}


class RenewToken(Renew):
    """Another token for the session that a request came with, while it is live."""

    def reply(self) -> dict:
        session = current_session(self.request)
        if session is None:
            return super().reply()
        self.request.response.setHeader("Cache-Control", "no-store, private")
        return {"token": new_token(account_of(session.user_id), session.session_id)}


_MALFORMED = _("api_malformed", default="The body has to be a JSON object.")
_MISSING = _(
    "api_missing",
    default="Send login and password, or pending and code, each as text.",
)
_WRONG = _("api_wrong", default="The login or the password is not right.")
_ENTER_CODE = _(
    "api_enter_code",
    default="We have just sent you an email. Enter the code that it contains.",
)
_ENTER_APP_CODE = _(
    "api_enter_app_code",
    default="Enter the code that your authenticator app shows, or a recovery code.",
)
_RAN_OUT = _(
    "api_ran_out", default="Too much time has passed. Begin with login and password."
)
_EXPIRED = _(
    "api_expired",
    default="This code has expired: codes work for 15 minutes. We have sent a new one.",
)
_INCORRECT = _(
    "api_incorrect",
    default="This code is incorrect. Check it against the latest email, or ask for a "
    "new code.",
)
_INCORRECT_APP = _(
    "api_app_incorrect",
    default="This code is incorrect. Enter the one that your authenticator app shows "
    "now, or one of your recovery codes.",
)
_BY_APP = _(
    "api_by_app", default="Your code comes from your authenticator app, not by email."
)
_NO_MORE_CODES = _(
    "api_no_more_codes",
    default="We cannot send another code just now. The ones that we sent work for 15 "
    "minutes.",
)
_APP_REQUIRED = _(
    "api_app_required",
    default="Set up an authenticator app first: sign in on the website.",
)
