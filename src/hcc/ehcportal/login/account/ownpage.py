"""What the pages have in common on which people change their own account."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.portals import the_portals
from hcc.ehcportal.login.account.ownmails import tell_of_guesses
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.attempts import Limit
from hcc.ehcportal.login.door.attempts import OWN_PASSWORD
from hcc.ehcportal.login.door.hashing import matches
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.page import FormPage
from hcc.ehcportal.login.steps.page import too_often
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class OwnPage(FormPage):
    """A page about the account of whoever is signed in."""

    own_parts_file = ViewPageTemplateFile("templates/own.pt")

    def respond(self) -> str | None:
        if self.account is None:
            # Kept by the server or by another system, where it is changed as well.
            return self.account_url
        return super().respond()

    @property
    def own_parts(self):
        """Macros that these pages share."""
        return self.own_parts_file.macros

    @property
    def user_id(self) -> str:
        return api.user.get_current().getId()

    @property
    def account(self) -> Account | None:
        """The account, as it is now; None where the site does not keep it."""
        return account_of(self.user_id)

    @property
    def account_url(self) -> str:
        return f"{self.site_url}/ehc-my-account"

    @cached_property
    def home_url(self) -> str | None:
        """The address of the portal; where there are several, of one."""
        return next((each.absolute_url() for each in the_portals()), None)

    def hints_of(self, field: str, has_hint: bool = False) -> str | None:
        """Return the ids of what is said about a field, or None."""
        said = {
            f"{field}-hint": has_hint,
            f"{field}-problem": self.problem_of(field) is not None,
        }
        return " ".join(each for each, is_said in said.items() if is_said) or None

    def cancel(self) -> str:
        return self.account_url

    def proves_password(self) -> bool:
        """Tell whether the field ``current`` holds the person's password.

        Somebody else could have found the browser open. Tries are counted.
        """
        typed = self.typed("current")
        if not typed:
            self.refuse("current", _MISSING)
        elif self.may_try(OWN_PASSWORD):
            if matches(self.account.stored, typed):
                the_store().attempts.forgive(OWN_PASSWORD, self.user_id)
                return True
            self.refuse("current", _WRONG)
        return False

    def may_try(self, limit: Limit) -> bool:
        """Count a try of this person's, and tell whether it may be judged."""
        verdict = the_store().attempts.take(limit, self.user_id)
        if verdict.is_new:
            record(
                "locked",
                who=self.user_id,
                about=self.user_id,
                detail="account",
                apart=True,
            )
            tell_of_guesses(self.account)
        if not verdict.may_go_on:
            self.refuse("", too_often(verdict.wait))
        return verdict.may_go_on

    def note(self, kind: str) -> None:
        """Write into the audit record what the person did with their account."""
        record(kind, who=self.user_id, about=self.user_id)


_MISSING = _("error_no_current_password", default="Enter your current password.")
_WRONG = _(
    "error_wrong_current_password",
    default="This is not your current password. Check it and try again.",
)
