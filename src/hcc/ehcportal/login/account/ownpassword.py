"""The page on which people change their password."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.login.account.ownpage import OwnPage
from hcc.ehcportal.login.door.passwords import problem_with
from hcc.ehcportal.login.door.sessions import begin_anew
from plone import api


class OwnPassword(OwnPage):
    """Asks for the present password and a new one, once: it can be looked at."""

    title = _("title_own_password", default="Change your password")
    buttons = {"save": "save", "cancel": "cancel"}

    def save(self) -> str | None:
        new = self.typed("new")
        self._check_new(new)
        if not self.proves_password() or self.problems:
            return None
        api.portal.get().acl_users.userSetPassword(self.user_id, new)
        begin_anew(self.account, self.request)
        self.tell(
            _(
                "own_password_saved",
                default="Your password was changed. You were signed out everywhere "
                "else.",
            )
        )
        return self.account_url

    def _check_new(self, new: str) -> None:
        account = self.account
        about = (account.name, account.login, account.address)
        problem = (
            problem_with(new, about)
            if new
            else _("error_no_own_new_password", default="Enter a new password.")
        )
        if problem:
            self.refuse("new", problem)
