"""The pages of a new password, in the place of Plone's own."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.account.newpassword import account_behind
from hcc.ehcportal.login.account.newpassword import change_password
from hcc.ehcportal.login.account.newpassword import mail_links
from hcc.ehcportal.login.account.newpassword import VALID
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.cookies import Cookie
from hcc.ehcportal.login.joining.addressproof import count_mail
from hcc.ehcportal.login.joining.honeypot import is_robot
from hcc.ehcportal.login.joining.newaccount import PasswordRefused
from hcc.ehcportal.login.steps.page import FormPage
from hcc.ehcportal.login.steps.page import too_often
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import re


COOKIE = Cookie("__ehc_reset", lifetime=VALID)

# Ours, and those of Plone's own mails.
_SECRET = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class AskForReset(FormPage):
    """Mails a link; what it says does not depend on whether there is an account."""

    title = _("title_reset", default="Choose a new password")
    buttons = {"submit": "send"}

    @property
    def url(self) -> str:
        return f"{self.site_url}/login-help"

    @property
    def is_sent(self) -> bool:
        return self.request.method == "GET" and "sent" in self.request.form

    def send(self) -> str | None:
        robot = is_robot(self.request.form)
        address = "" if robot else self._address()
        if address is None:
            return None
        verdict = count_mail(self.request, address)
        if not verdict.may_go_on:
            self.refuse("", too_often(verdict.wait))
            return None
        if not robot:
            mail_links(address)
        return f"{self.url}?sent=1"

    def _address(self) -> str | None:
        try:
            return clean_address(self.typed("email"))
        except ValueRefused as refused:
            self.refuse("email", refused.doc())
        return None


class ToAskForReset(BrowserView):
    """Leads from Plone's other pages for this to ours."""

    def __call__(self):
        return self.request.response.redirect(
            f"{api.portal.get().absolute_url()}/login-help"
        )


@implementer(IPublishTraverse)
class NewPassword(FormPage):
    """What a mailed link opens: a field for a new password.

    The secret goes from the address into a cookie at once. Only the button uses the
    link up, so that whoever checks mails for viruses does not.
    """

    title = _("title_reset", default="Choose a new password")
    buttons = {"change": "change"}

    secret_in_address = ""

    def publishTraverse(self, request, name: str):
        """Take the secret out of the address. What cannot be one is none."""
        self.secret_in_address = name if _SECRET.fullmatch(name) else "-"
        return self

    def respond(self) -> str | None:
        if self.secret_in_address:
            COOKIE.give(self.request, self.secret_in_address)
            return self.url
        return super().respond()

    @property
    def url(self) -> str:
        return f"{self.site_url}/passwordreset"

    @cached_property
    def secret(self) -> str:
        return COOKIE.read(self.request)

    @cached_property
    def account(self) -> Account | None:
        """Whose password it is, as long as the link is worth something."""
        return account_behind(self.secret)

    def change(self) -> str | None:
        try:
            change_password(self.secret, self.typed("password"))
        except LookupError:
            return None
        except PasswordRefused as refused:
            self.refuse("password", refused.args[0])
            return None
        COOKIE.take_away(self.request)
        self.tell(
            _(
                "reset_done",
                default="Your password was changed. Sign in with it.",
            )
        )
        return f"{self.site_url}/login"
