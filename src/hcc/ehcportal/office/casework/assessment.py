"""Requests for an assessment that came online: accepted, or noted beside a case."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.admitting import why_not_invite
from hcc.ehcportal.access.assessments import settle
from hcc.ehcportal.access.invitations import AlreadyInvited
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.letters import send_invitation
from hcc.ehcportal.content.assessment import AssessmentRequest
from hcc.ehcportal.content.assessment import waiting_requests
from hcc.ehcportal.content.hindrance import hindrance_to
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.invite import IInvite
from hcc.ehcportal.office.invite import sent
from hcc.ehcportal.office.page import about
from hcc.ehcportal.office.terms import ITerms
from hcc.ehcportal.office.terms import IWhichCase
from plone import api
from z3c.form.field import Fields


class Settling(OfficeForm):
    """Deals with the requests that wait in a case."""

    @property
    def description(self) -> str:
        return about(self.context)

    @property
    def hindrance(self) -> str | None:
        return None if waiting_requests(self.context) else _NOTHING_WAITS

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-case"


class AcceptRequest(Settling):
    """Opens the case, whose clock runs from the day of receipt, and invites the adult.

    Who the adult is to the child, and how that is known, staff say themselves.
    """

    fields = Fields(IInvite)
    fields += Fields(IWhichCase).select("relationship")
    fields += Fields(ITerms).select("reason")
    label = _("accept_request", default="Accept as request")
    verb = _("accept_request_verb", default="Accept and invite")

    @property
    def hindrance(self) -> str | None:
        return (
            why_not_invite() or super().hindrance or hindrance_to("open", self.context)
        )

    @property
    def waiting(self) -> AssessmentRequest:
        return waiting_requests(self.context)[0]

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        said = {"name": self.waiting.adult, "address": self.waiting.address}
        for field, value in said.items():
            widget = self.widgets[field]
            if widget.name not in self.request.form:
                widget.value = value

    def act(self, data: dict) -> str:
        family = self.context.__parent__
        try:
            invitation, token = Invitations(family).invite(
                self.context.getId(), end=None, invited_by=self.person, **data
            )
        except AlreadyInvited:
            self.refuse("address", _INVITED)
        api.content.transition(self.context, "open")
        settle(self.context, self.person)
        send_invitation(self.context, invitation, token)
        api.portal.show_message(sent(invitation), self.request)
        return _(
            "request_accepted",
            default="The request is accepted, and the case open to the family.",
        )


class NoteRequest(Settling):
    """Notes a request for a child who has a case already."""

    fields = Fields()
    label = _("note_request", default="Note the request")
    verb = _("note_request_verb", default="It is dealt with")

    @property
    def hindrance(self) -> str | None:
        alone = state_of(self.context) == "preparing" and (
            len(self.context.assessment_requests) == 1
        )
        return super().hindrance or (_ACCEPT if alone else None)

    def act(self, data: dict) -> str:
        settle(self.context, self.person)
        return _("request_noted", default="The request is noted with the case.")


_NOTHING_WAITS = _(
    "request_settled",
    default="No request waits in this case. Somebody may have dealt with it already.",
)
_ACCEPT = _(
    "request_to_accept",
    default="This case was made of the request. Accept it, or ask a manager to delete "
    "the case if the request was none.",
)
_INVITED = _(
    "request_invited",
    default="Somebody with this address is invited to the case already. Open the case "
    "on its page, and note the request.",
)
