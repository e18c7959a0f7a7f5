"""A new password over the REST API, as on the pages.

Plone's own service says whether a name exists, mails as often as anybody likes, and
lets links last for a week.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.account.newpassword import change_password
from hcc.ehcportal.login.account.newpassword import mail_links
from hcc.ehcportal.login.joining.addressproof import count_mail
from hcc.ehcportal.login.joining.newaccount import PasswordRefused
from hcc.ehcportal.login.steps.page import too_often
from plone import api
from plone.restapi.services.users.add import UsersPost as PlonesUsersPost


class UsersPost(PlonesUsersPost):
    """Plone's service, but for ``@users/<name>/reset-password``."""

    def update_password(self, data: dict) -> dict | None:
        self.request.response.setHeader("Cache-Control", "no-store, private")
        if "reset_token" in data:
            return self._change(_text(data, "reset_token"), _text(data, "new_password"))
        if self._is_for_plone(data):
            return super().update_password(data)
        if data:
            return self._error(403, "Not allowed", _NO_TOKEN)
        return self._mail(self.params[0])

    def _is_for_plone(self, data: dict) -> bool:
        """Tell whether an administrator acts, or somebody on their own password."""
        own = api.user.get_current().getId()
        return self.can_manage_users or bool(data and self.params[0] == own)

    def _mail(self, name: str) -> dict | None:
        try:
            address = clean_address(name)
        except ValueRefused as refused:
            return self._error(400, "Invalid parameters", refused.doc())
        verdict = count_mail(self.request, address)
        if not verdict.may_go_on:
            self.request.response.setHeader("Retry-After", str(verdict.wait))
            return self._error(429, "Too many tries", too_often(verdict.wait))
        return mail_links(address)

    def _change(self, token: str, password: str) -> dict | None:
        try:
            change_password(token, password)
        except LookupError:
            return self._error(403, "Unknown Token", _DEAD)
        except PasswordRefused as refused:
            return self._error(400, "Invalid password", refused.args[0])
        return None


def _text(data: dict, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


_NO_TOKEN = _(
    "api_no_reset_token", default="A new password takes the token of a mailed link."
)
_DEAD = _("api_dead_link", default="This token is unknown, or does not work any more.")
