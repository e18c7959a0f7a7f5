"""``@ehc-invitations``: inviting adults to a family's cases, and taking it back."""

from __future__ import annotations

from dataclasses import asdict
from hcc.ehcportal.access.admitting import invitations_in
from hcc.ehcportal.access.admitting import invite
from hcc.ehcportal.access.admitting import invite_again
from hcc.ehcportal.access.admitting import why_not_again
from hcc.ehcportal.access.admitting import why_not_change
from hcc.ehcportal.access.admitting import why_not_invite
from hcc.ehcportal.access.invitations import Invitation
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.api.access.answer import FamilyInvitations
from hcc.ehcportal.api.access.answer import NewInvitation
from hcc.ehcportal.api.access.answer import SentInvitation
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.problems import refuse_if
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.clock import now


_ID = Parameter("id", "The id of the invitation", where="path")


class ReadInvitations(PortalService):
    """Tells who was invited, and what came of it."""

    operation = Operation(
        summary="Read who was invited to the cases of a family",
        gives={200: FamilyInvitations},
        problems=(403,),
    )

    def reply(self) -> FamilyInvitations:
        return FamilyInvitations(tuple(map(shown, invitations_in(self.context))))


class Invite(PortalService):
    """Mails a link to an adult, who has access once they accept."""

    operation = Operation(
        summary="Invite somebody to a case",
        gives={201: SentInvitation},
        takes=NewInvitation,
        problems=(403, 409, 422),
    )

    def reply(self) -> SentInvitation:
        refuse_if(why_not_invite())
        facts = asdict(self.body)
        case_id = facts.pop("case")
        return shown(invite(self.context, case_id, invited_by=self.person, **facts))


class OneInvitation(PortalService):
    """Does something with the invitation that the address names."""

    takes_param = True

    def invitation(self) -> Invitation:
        """Return it. Raises a ``Problem`` (404)."""
        for invitation in invitations_in(self.context):
            if invitation.id == self.param:
                return invitation
        raise Problem(404)


class InviteAgain(OneInvitation):
    """Mails another link; the one before is dead from then on."""

    operation = Operation(
        summary="Send an invitation again",
        gives={200: SentInvitation},
        parameters=(_ID,),
        problems=(403, 409),
    )

    def reply(self) -> SentInvitation:
        invitation = self.invitation()
        refuse_if(why_not_again(invitation))
        return shown(invite_again(self.context, invitation, self.person))


class WithdrawInvitation(OneInvitation):
    """Takes an invitation back."""

    operation = Operation(
        summary="Withdraw an invitation",
        gives={200: SentInvitation},
        parameters=(_ID,),
        problems=(403, 409),
    )

    def reply(self) -> SentInvitation:
        invitation = self.invitation()
        refuse_if(why_not_change(invitation))
        return shown(Invitations(self.context).withdraw(invitation.id, self.person))


def shown(invitation: Invitation) -> SentInvitation:
    """Return an invitation as it is answered."""
    return shown_as(SentInvitation, invitation, standing=invitation.standing(now()))
