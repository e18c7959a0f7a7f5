"""Plone's own mails about passwords, with links that no visitor can bend.

Plone begins them with the host that the browser claims. An administrator who makes an
account lets Plone mail a link, and some ways of its programming interface still do.
"""

from __future__ import annotations

from hcc.ehcportal.login.account.newpassword import new_link
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.joining.letters import reset_link
from plone import api
from Products.CMFPlone.browser.login import password_reset
from Products.CMFPlone.browser.login.password_reset import PasswordResetToolView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import os


_TEMPLATES = os.path.join(os.path.dirname(password_reset.__file__), "templates")


class WelcomeMail(PasswordResetToolView):
    """The mail to somebody whose account an administrator has made."""

    text = ViewPageTemplateFile("registered_notify_template.pt", _TEMPLATES)

    def __call__(self, **facts) -> str:
        return self.text(**facts)

    def construct_url(self, randomstring: str) -> str:
        return reset_link(randomstring)


class ForgottenPasswordMail(WelcomeMail):
    """The mail to somebody who has lost their password, by one of Plone's ways.

    Its link is one of ours: it works for an hour, and on our page alone.
    """

    text = ViewPageTemplateFile("mail_password_template.pt", _TEMPLATES)

    def __call__(self, member, reset: dict, **facts) -> str:
        tool = api.portal.get_tool("portal_password_reset")
        del tool._requests[reset["randomstring"]]
        account = account_of(member.getId())
        secret = new_link(account) if account else ""
        return self.text(member=member, reset={"randomstring": secret}, **facts)

    def expiration_timeout(self) -> int:
        """Return how many hours the link works."""
        return 1
