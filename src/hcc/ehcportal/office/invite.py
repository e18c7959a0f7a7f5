"""Inviting an adult to a case, and what can be done with an invitation."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.admitting import invitations_in
from hcc.ehcportal.access.admitting import invite
from hcc.ehcportal.access.admitting import invite_again
from hcc.ehcportal.access.admitting import why_not_again
from hcc.ehcportal.access.admitting import why_not_change
from hcc.ehcportal.access.admitting import why_not_invite
from hcc.ehcportal.access.invitations import Invitation
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.typed import is_address
from hcc.ehcportal.access.typed import is_name
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.terms import cases_of_family
from hcc.ehcportal.office.terms import ITerms
from hcc.ehcportal.office.terms import IWhichCase
from z3c.form.field import Fields
from zExceptions import NotFound
from zope import schema
from zope.interface import Interface


class IInvite(Interface):
    """Who is invited."""

    name = schema.TextLine(
        title=_("invite_name", default="Name"),
        description=_(
            "invite_name_help", default="The adult's own name. The mail greets them."
        ),
        constraint=is_name,
    )
    address = schema.TextLine(
        title=_("invite_address", default="E-mail address"),
        description=_(
            "invite_address_help",
            default="Whoever reads mail there can accept. Check it letter by letter.",
        ),
        constraint=is_address,
    )


class Invite(OfficeForm):
    """Makes an invitation and mails its link."""

    fields = Fields(IInvite, IWhichCase, ITerms)
    label = _("invite", default="Invite an adult")
    description = _(
        "invite_help",
        default="They get a mail with a link. They accept with the account that they "
        "have, or make one, and see the case from then on. The mail does not name the "
        "child.",
    )
    verb = _("invite_verb", default="Send the invitation")

    @property
    def hindrance(self) -> str | None:
        if not len(cases_of_family(self.context)):
            return _("grant_access_no_case", default="Add a case to the family first.")
        return why_not_invite()

    def act(self, data: dict) -> str:
        case_id = data.pop("case")
        return sent(invite(self.context, case_id, invited_by=self.person, **data))


class InvitationForm(OfficeForm):
    """Does something with the invitation that the address names."""

    fields = Fields()

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation, if it is to a case of this family that one may see."""
        wanted = self.request.form.get("invitation")
        for invitation in invitations_in(self.context):
            if invitation.id == wanted:
                return invitation
        raise NotFound

    @property
    def description(self) -> str:
        return _(
            "invitation_about",
            default="Invitation of ${name} (${address}) to the case of ${child}.",
            mapping=self._names,
        )

    @property
    def hidden(self) -> dict[str, str]:
        return {"invitation": self.invitation.id}

    @property
    def hindrance(self) -> str | None:
        return why_not_change(self.invitation)

    @property
    def _names(self) -> dict[str, str]:
        return {
            "name": self.invitation.name,
            "address": self.invitation.address,
            "child": self.context[self.invitation.case].title,
        }


class SendAgain(InvitationForm):
    """Mails another link. The one before is dead from then on."""

    label = _("send_invitation_again", default="Send the invitation again")
    verb = _("send_invitation_again_verb", default="Send again")

    @property
    def hindrance(self) -> str | None:
        return why_not_again(self.invitation)

    def act(self, data: dict) -> str:
        return sent(invite_again(self.context, self.invitation, self.person))


class WithdrawInvitation(InvitationForm):
    """Takes an invitation back."""

    label = _("withdraw_invitation", default="Withdraw the invitation")
    verb = _("withdraw_invitation_verb", default="Withdraw")

    def act(self, data: dict) -> str:
        Invitations(self.context).withdraw(self.invitation.id, self.person)
        return _(
            "invitation_withdrawn",
            default="The invitation of ${name} is withdrawn. Its link does not work "
            "any more.",
            mapping=self._names,
        )


def sent(invitation: Invitation) -> str:
    """Return what to tell of an invitation whose link was mailed."""
    days = (invitation.expires - invitation.sent_at).days
    if days <= 1:
        return _(
            "invitation_sent_short",
            default="The invitation was sent to ${address}. Its link works once, and "
            "for one day at most.",
            mapping={"address": invitation.address},
        )
    return _(
        "invitation_sent",
        default="The invitation was sent to ${address}. Its link works once, and for "
        "${days} days.",
        mapping={"address": invitation.address, "days": days},
    )
