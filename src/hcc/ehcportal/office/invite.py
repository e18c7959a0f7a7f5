"""Inviting an adult to a case, and what can be done with an invitation."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.invitations import AlreadyInvited
from hcc.ehcportal.access.invitations import EXPIRED
from hcc.ehcportal.access.invitations import Invitation
from hcc.ehcportal.access.invitations import InvitationError
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.invitations import WAITING
from hcc.ehcportal.access.letters import send_invitation
from hcc.ehcportal.access.mailhost import mail_is_set_up
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import is_address
from hcc.ehcportal.access.typed import is_name
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import find_person
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


NO_MAIL = _(
    "error_no_mail",
    default="No mail can leave this website: its mail server or sender address is not "
    "set. Ask whoever administers the website to do that under Mail in the site setup.",
)

_REFUSALS = {
    "case": _("error_access_case", default="This case is not in the family any more."),
    "end": _(
        "error_past_last_day",
        default="This day has passed. Enter today's date or a later one.",
    ),
}


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
        return None if mail_is_set_up() else NO_MAIL

    def act(self, data: dict) -> str:
        self._check_access(data["address"], data["case"])
        invitation, token = self._invite(data)
        return send(self.context, invitation, token)

    def _invite(self, data: dict) -> tuple[Invitation, str]:
        try:
            return Invitations(self.context).invite(
                data.pop("case"), invited_by=self.person, **data
            )
        except AlreadyInvited:
            self.refuse(
                "address",
                _(
                    "error_invited_already",
                    default="An invitation of this address to this case is waiting. "
                    "Send that one again, or withdraw it first.",
                ),
            )
        except InvitationError as error:
            self.refuse(error.field, _REFUSALS[error.field])

    def _check_access(self, address: str, case_id: str) -> None:
        person = find_person(clean_address(address))
        holders = AccessRegister(self.context).holders(case_id, today())
        if person is not None and person.getId() in holders:
            self.refuse(
                "address",
                _(
                    "error_invited_holder",
                    default="The person with this address has access to the case "
                    "already.",
                ),
            )


class InvitationForm(OfficeForm):
    """Does something with the invitation that the address names."""

    fields = Fields()

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation, if it is to a case of this family that one may see."""
        cases = {case.getId() for case in visible_cases(self.context.objectValues())}
        wanted = self.request.form.get("invitation")
        for invitation in Invitations(self.context).all():
            if invitation.id == wanted and invitation.case in cases:
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
        if self.invitation.standing(now()) in (WAITING, EXPIRED):
            return None
        return _(
            "invitation_over",
            default="This invitation was accepted or withdrawn in the meantime.",
        )

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
        end = self.invitation.end
        if end is not None and end < today():
            return _(
                "invitation_end_passed",
                default="The last day of the access that it offers has passed. Invite "
                "the person anew.",
            )
        return super().hindrance or (None if mail_is_set_up() else NO_MAIL)

    def act(self, data: dict) -> str:
        register = Invitations(self.context)
        invitation, token = register.send_again(self.invitation.id, self.person)
        return send(self.context, invitation, token)


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


def send(family, invitation: Invitation, token: str) -> str:
    """Mail the link of an invitation, and return what to tell about it."""
    send_invitation(family[invitation.case], invitation, token)
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
