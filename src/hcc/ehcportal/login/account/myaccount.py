"""My account: what somebody can see and change of their own account."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.notices import choose_notices
from hcc.ehcportal.access.ownaccount import NOT_KEPT
from hcc.ehcportal.access.ownaccount import own_account
from hcc.ehcportal.access.ownaccount import OwnAccount
from hcc.ehcportal.login.account.moments import in_england
from hcc.ehcportal.login.account.ownpage import OwnPage
from hcc.ehcportal.login.door.device import KINDS
from hcc.ehcportal.login.door.sessions import end_sessions
from hcc.ehcportal.login.door.sessions import live_sessions
from hcc.ehcportal.login.door.sessions import take_cookie_away
from hcc.ehcportal.login.door.store import the_store
from plone import api
from Products.Five.browser import BrowserView


# Of the latest sign-ins.
_SHOWN = 20


@dataclass(frozen=True)
class PastSignIn:
    """When somebody signed in, and from which kind of device."""

    when: str
    device: str


class MyAccount(OwnPage):
    """The overview; larger changes have pages of their own."""

    title = _("title_my_account", default="My account")
    not_kept = NOT_KEPT
    buttons = {
        "save_notices": "save_notices",
        "sign_out_everywhere": "sign_out_everywhere",
    }

    def respond(self) -> str | None:
        # Whose account is kept elsewhere is told so, here and nowhere else.
        return None if self.account is None else super().respond()

    @cached_property
    def own(self) -> OwnAccount | None:
        """What people read of it; None where the site does not keep the account."""
        return own_account(self.user_id)

    @property
    def history(self) -> list[PastSignIn]:
        """The latest sign-ins, the newest first."""
        return [
            PastSignIn(in_england(each.moment), KINDS[each.device])
            for each in the_store().known(self.user_id).history[: -_SHOWN - 1 : -1]
        ]

    @property
    def sessions(self) -> int:
        """How many sign-ins have not been ended, as far as the server knows."""
        return len(live_sessions(self.account))

    def save_notices(self) -> str:
        choose_notices(self.user_id, self.typed("notices") == "on")
        self.tell(_("notices_saved", default="Your choice about notices was saved."))
        return self.account_url

    def sign_out_everywhere(self) -> str:
        end_sessions(self.user_id)
        take_cookie_away(self.request)
        self.note("signed_out_everywhere")
        self.tell(
            _("signed_out_everywhere", default="You have been signed out everywhere.")
        )
        return f"{self.site_url}/login"


class ToMyAccount(BrowserView):
    """Leads from Plone's pages about a person to ours."""

    page = "ehc-my-account"

    def __call__(self):
        site = api.portal.get().absolute_url()
        return self.request.response.redirect(f"{site}/{self.page}")


class ToOwnPassword(ToMyAccount):
    """Leads from Plone's page for a new password to ours."""

    page = "ehc-password"
