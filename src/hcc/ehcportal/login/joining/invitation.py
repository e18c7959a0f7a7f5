"""The pages of an invitation: its link, an account for it, the case."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.invitations import find
from hcc.ehcportal.access.invitations import Found
from hcc.ehcportal.access.invitations import why_not
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.joining.invited import FollowedInvitation
from hcc.ehcportal.login.joining.newaccount import accounts_at
from hcc.ehcportal.login.joining.newaccountform import NewAccountForm
from hcc.ehcportal.login.steps.entrance import Entrance
from hcc.ehcportal.login.steps.page import FormPage
from plone import api
from urllib.parse import urlencode


class InvitationPage(FormPage):
    """A page that an invitation leads to."""

    title = _("title_invitation", default="You are invited")

    @cached_property
    def followed(self) -> FollowedInvitation:
        return FollowedInvitation(self.context, self.request)

    @cached_property
    def found(self) -> Found | None:
        """The invitation with its case, while it can be accepted."""
        return self.followed.found()

    @property
    def council(self) -> str:
        return council_name()

    @property
    def reference(self) -> str:
        """The council's number of the case; the child is not named."""
        return self.found.case.reference or ""

    def next_page(self, name: str) -> str:
        """Return the address of another page of the invitation."""
        return f"{self.context.absolute_url()}/{name}"

    def accept(self, user_id: str) -> str:
        """Give a person the access, and return the address to go on to."""
        case = self.followed.accept(user_id)
        if not visible_cases([case]):
            self.tell(
                _(
                    "follow_accepted_early",
                    default="The case was added to your account. It is being prepared: "
                    "you will find it here when it is opened.",
                )
            )
            return self.context.absolute_url()
        self.tell(
            _(
                "follow_accepted",
                default="The case was added to your account.",
            )
        )
        return case.absolute_url()

    def begin_again(self) -> str:
        """Return the address at which to say that the link is to be opened again."""
        return self.next_page("ehc-invitation")


class Invitation(InvitationPage):
    """What the link in the mail opens. Only the button takes it any further."""

    buttons = {"continue": "go_on"}

    @property
    def token(self) -> str:
        """What the address carries, or the browser since."""
        return self.typed("token") or self.followed.token

    @cached_property
    def found(self) -> Found | None:
        return find(self.context, self.token)

    @property
    def trouble(self) -> str:
        """Why the link leads nowhere, and what to do."""
        return _TROUBLE.get(why_not(self.context, self.token), _UNKNOWN)

    def go_on(self) -> str | None:
        if self.found is None:
            return None
        self.followed.follow(self.token)
        if api.user.is_anonymous():
            return self.next_page("ehc-create-account")
        return self.next_page("ehc-accept-invitation")


class CreateAccount(NewAccountForm, InvitationPage):
    """Two ways to a case: with a new account, or with one's own.

    Whoever has the mailed link has proved that they read mail at the address.
    """

    title = _("title_create_account", default="Your account")

    def respond(self) -> str | None:
        if self.found is None:
            return self.begin_again()
        if not api.user.is_anonymous():
            return self.next_page("ehc-accept-invitation")
        return super().respond()

    @property
    def address(self) -> str:
        return self.found.invitation.address

    @property
    def typed_name(self) -> str:
        if "name" in self.request.form:
            return self.typed("name")
        return self.found.invitation.name

    @property
    def has_account(self) -> bool:
        """Whether the invited address has an account: only the invited are told."""
        return bool(accounts_at(self.address))

    @property
    def sign_in_url(self) -> str:
        came_from = urlencode({"came_from": self.next_page("ehc-accept-invitation")})
        return f"{self.site_url}/login?{came_from}"

    def welcome(self, account: Account) -> str:
        Entrance(self.request).go_in(account)
        return self.accept(account.user_id)

    def account_exists(self) -> str:
        super().account_exists()
        return self.sign_in_url


class AcceptInvitation(InvitationPage):
    """Adds the case to the account of whoever is signed in, by a button."""

    title = _("title_accept", default="Add this case to your account")
    buttons = {"accept": "confirm"}

    def respond(self) -> str | None:
        if self.found is None:
            return self.begin_again()
        return super().respond()

    @property
    def person(self) -> str:
        """Whom the case will be linked to, as name and address."""
        user = api.user.get_current()
        known = (user.getProperty("fullname"), user.getProperty("email"))
        return ", ".join(filter(None, known)) or user.getUserName()

    def confirm(self) -> str:
        return self.accept(api.user.get_current().getId())


_TROUBLE = {
    "used": _(
        "follow_used",
        default="This invitation was accepted already, and its link works once. If you "
        "did that, sign in to see the case.",
    ),
    "withdrawn": _(
        "follow_is_withdrawn",
        default="This invitation was withdrawn. If you think that this is a mistake, "
        "ask your coordinator.",
    ),
    "expired": _(
        "follow_expired",
        default="This link does not work any more. If we have sent you a newer email, "
        "open the link in that one; else ask your coordinator to send the invitation "
        "again.",
    ),
}
_UNKNOWN = _(
    "follow_unknown",
    default="This is not the link of an invitation, or too much time has passed. Open "
    "the link in our email again, and take care that all of it was copied.",
)
