"""The pages of registering: an email, its code, a name and a password."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.portals import the_portals
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.joining.askscode import AsksCode
from hcc.ehcportal.login.joining.honeypot import is_robot
from hcc.ehcportal.login.joining.newaccountform import NewAccountForm
from hcc.ehcportal.login.joining.registration import Registration
from hcc.ehcportal.login.steps.entrance import Entrance
from hcc.ehcportal.login.steps.page import FormPage
from hcc.ehcportal.login.steps.page import too_often
from plone import api


class RegisterPage(FormPage):
    """A page of registering, which somebody who is signed in has no use for."""

    # Where the page stands in the site.
    name = "register"

    def __call__(self):
        self.registration = Registration(self.request)
        self.begun = self.registration.begun()
        return super().__call__()

    def respond(self) -> str | None:
        if not api.user.is_anonymous():
            return self._turn_away()
        return self._out_of_turn() or super().respond()

    @property
    def url(self) -> str:
        return f"{self.site_url}/{self.name}"

    def _out_of_turn(self) -> str | None:
        """Return the address of the step that comes first, if this one cannot be."""

    def _turn_away(self) -> str:
        self.tell(
            _(
                "register_signed_in",
                default="You are signed in, so you have an account already. To make "
                "another one, sign out first.",
            )
        )
        return self.site_url

    def _begin_again(self) -> str:
        self.tell(
            _(
                "register_ran_out",
                default="Enter your email first. If you did already, too much time has "
                "passed since.",
            ),
            "warning",
        )
        return f"{self.site_url}/register"


class Register(RegisterPage):
    """Step A: an address to send a code to."""

    title = _("title_register", default="Register for new account")
    buttons = {"submit": "send"}

    def send(self) -> str | None:
        if is_robot(self.request.form):
            verdict = self.registration.pretend()
        else:
            address = self._address()
            if address is None:
                return None
            verdict = self.registration.begin(address)
        if verdict.may_go_on:
            return self._next
        self.refuse("", too_often(verdict.wait))
        return None

    @property
    def _next(self) -> str:
        return f"{self.site_url}/ehc-register-code"

    def _address(self) -> str | None:
        try:
            return clean_address(self.typed("email"))
        except ValueRefused as refused:
            self.refuse("email", refused.doc())
        return None


class RegisterCode(AsksCode, RegisterPage):
    """Step B: the code that was mailed to the address."""

    name = "ehc-register-code"
    title = _("title_register_code", default="Confirm your email")
    buttons = {"finish": "prove", "again": "send_again", "cancel": "cancel"}

    def prove(self) -> str | None:
        if self.proves(self.registration):
            return f"{self.site_url}/ehc-register-account"
        return None

    def send_again(self) -> str | None:
        verdict = self.registration.send_again()
        if not verdict.may_go_on:
            self.refuse("", too_often(verdict.wait))
            return None
        self.tell(_("register_sent_again", default="We have sent another email."))
        return self.url

    def cancel(self) -> str:
        self.registration.give_up()
        return self.site_url

    def _out_of_turn(self) -> str | None:
        if self.begun is None:
            return self._begin_again()
        return f"{self.site_url}/ehc-register-account" if self.begun.proved else None


class RegisterAccount(NewAccountForm, RegisterPage):
    """Step C: a name and a password. The code has proved the address."""

    name = "ehc-register-account"
    title = _("title_register_account", default="Create your account")

    @property
    def address(self) -> str:
        return self.begun.address

    def welcome(self, account: Account) -> str:
        self.registration.give_up()
        # The code by email was the second step.
        Entrance(self.request).go_in(account)
        self.tell(_("register_done", default="Your account is ready."))
        portals = the_portals()
        if not portals:
            return self.site_url
        return f"{portals[0].absolute_url()}/ehc-request-access"

    def account_exists(self) -> str:
        self.registration.give_up()
        return super().account_exists()

    def _out_of_turn(self) -> str | None:
        if self.begun is None:
            return self._begin_again()
        return None if self.begun.proved else f"{self.site_url}/ehc-register-code"
