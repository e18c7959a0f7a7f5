"""The pages of signing in: "Secure login - step 1" and "step 2"."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.login.door.sessions import has_stale_cookie
from hcc.ehcportal.login.settings import login_setting
from hcc.ehcportal.login.steps.codes import CodeStanding
from hcc.ehcportal.login.steps.codes import normal
from hcc.ehcportal.login.steps.entrance import Entrance
from hcc.ehcportal.login.steps.page import FormPage
from hcc.ehcportal.login.steps.page import too_often
from plone import api
from Products.CMFPlone.browser.login.login import LoginForm


class SignIn(FormPage):
    """Step 1: who is it? In the place of Plone's own page of this name."""

    title = _("title_sign_in", default="Secure login - step 1")
    buttons = {"submit": "sign_in", "cancel": "cancel"}

    @property
    def url(self) -> str:
        # Plone has several names for this page, also for one inside a section.
        return f"{self.site_url}/login"

    @property
    def came_from(self) -> str:
        """The address of this site that was asked for, or nothing."""
        return LoginForm(self.context, self.request).get_came_from() or ""

    @property
    def has_run_out(self) -> bool:
        """Whether somebody is here because they were signed out."""
        return api.user.is_anonymous() and has_stale_cookie(self.request)

    @property
    def idle_minutes(self) -> int:
        return login_setting("idle_minutes")

    def sign_in(self) -> str | None:
        login, password = self.typed("email"), self.typed("password")
        self._check_fields(login, password)
        if self.problems:
            return None
        step = Entrance(self.request).take_first_step(login, password, self.came_from)
        if step.is_in:
            return after_sign_in(self.context, self.request, self.came_from)
        if step.waits:
            return f"{self.site_url}/ehc-code"
        if not step.verdict.may_go_on:
            self.refuse("", too_often(step.verdict.wait))
        else:
            for field in ("email", "password"):
                self.refuse(field, _WRONG)
        return None

    def cancel(self) -> str:
        Entrance(self.request).give_up()
        return self.site_url

    def _check_fields(self, login: str, password: str) -> None:
        if not login.strip():
            self.refuse("email", _("error_no_email", default="Enter your email."))
        if not password:
            self.refuse(
                "password", _("error_no_password", default="Enter your password.")
            )

    # plone.restapi signs in with the help of this page.
    def _post_login(self):
        return LoginForm(self.context, self.request)._post_login()


class SecondStep(FormPage):
    """Step 2: the code that was mailed, or that the authenticator app shows."""

    title = _("title_code", default="Secure login - step 2")
    buttons = {"finish": "finish", "cancel": "cancel", "again": "send_again"}

    def __call__(self):
        self.entrance = Entrance(self.request)
        self.waiting = self.entrance.waiting()
        return super().__call__()

    def respond(self) -> str | None:
        if self.waiting is None:
            return self._begin_again()
        if self.waiting.proved:
            return f"{self.site_url}/ehc-app"
        return super().respond()

    @property
    def url(self) -> str:
        return f"{self.site_url}/ehc-code"

    @property
    def code_length(self) -> int:
        return login_setting("code_length")

    def finish(self) -> str | None:
        typed = self.typed("code")
        if not normal(typed):
            self.refuse("code", self._missing)
            return None
        outcome = self.entrance.take_second_step(typed)
        if outcome is CodeStanding.RIGHT:
            return self._go_on()
        if outcome is CodeStanding.EXPIRED:
            self.entrance.send_new_code()
            self.refuse("code", EXPIRED)
        elif outcome is CodeStanding.WRONG:
            self.refuse("code", _INCORRECT_APP if self.waiting.by_app else INCORRECT)
        else:
            self.refuse("", too_often(outcome.wait))
        return None

    def send_again(self) -> str | None:
        if self.waiting.by_app:
            return None
        if self.entrance.send_new_code():
            self.tell(
                _(
                    "code_sent_again",
                    default="We have sent you a new code. The one before it works too, "
                    "until it is 15 minutes old.",
                )
            )
            return self.url
        self.refuse(
            "",
            _(
                "error_no_more_codes",
                default="We cannot send another code just now. Look for the mails that "
                "we sent you, also among spam, or try again in 15 minutes.",
            ),
        )
        return None

    def cancel(self) -> str:
        self.entrance.give_up()
        return self.site_url

    def _go_on(self) -> str:
        if api.user.is_anonymous():
            return f"{self.site_url}/ehc-app"
        return after_sign_in(self.context, self.request, self.waiting.came_from)

    def _begin_again(self) -> str:
        self.tell(
            _(
                "sign_in_ran_out",
                default="Enter your email and password first. If you did already, too "
                "much time has passed since.",
            ),
            "warning",
        )
        return f"{self.site_url}/login"

    @property
    def _missing(self) -> str:
        if self.waiting.by_app:
            return _(
                "error_no_app_code",
                default="Enter the code that your authenticator app shows.",
            )
        return _("error_no_code", default="Enter the code from our email.")


def after_sign_in(context, request, came_from: str) -> str:
    """Return the address to show to somebody who has just signed in."""
    LoginForm(context, request).redirect_after_login(came_from or None)
    return request.response.getHeader("Location")


_WRONG = _(
    "error_wrong_sign_in",
    default="The email or the password is not right. Check both and try again, or "
    "choose a new password.",
)
EXPIRED = _(
    "error_code_expired",
    default="This code has expired: codes work for 15 minutes. We have sent you a new "
    "one. Enter that.",
)
INCORRECT = _(
    "error_code_incorrect",
    default="This code is incorrect. Check it against our latest email, or ask for a "
    "new code.",
)
_INCORRECT_APP = _(
    "error_app_code_incorrect",
    default="This code is incorrect. Enter the one that your authenticator app shows "
    "now, or one of your recovery codes.",
)
