"""The page on which people change their name."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.ownaccount import rename
from hcc.ehcportal.login.account.ownpage import OwnPage
from zope.schema.interfaces import ValidationError


class OwnName(OwnPage):
    """Shows the name until another was typed."""

    title = _("title_own_name", default="Change your name")
    buttons = {"save": "save", "cancel": "cancel"}

    @property
    def name(self) -> str:
        if "name" in self.request.form:
            return self.typed("name")
        return self.account.user.getProperty("fullname") or ""

    def save(self) -> str | None:
        try:
            rename(self.user_id, self.typed("name"))
        except ValidationError as error:
            self.refuse("name", error.doc())
            return None
        self.tell(_("own_name_saved", default="Your name was changed."))
        return self.account_url
