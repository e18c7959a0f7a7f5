"""What a coordinator does, on the day on which it was done.

Everything goes the way that staff go: content is added under their own permissions,
states change by their transitions, access is granted through the register. What a
family does is done through the same register of requests that its page fills.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from datetime import datetime
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.letters import send_invitation
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import AccessRequest
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.exemptions import record_exemption
from hcc.ehcportal.demo.clock import FixedClock
from hcc.ehcportal.demo.letters import Letter
from hcc.ehcportal.demo.people import Account
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile


_CHECKED = "Parental responsibility, checked with the school's record."


class Desk:
    """The desk of Robert Coombes, who coordinates every case."""

    def __init__(self, portal, clock: FixedClock, accounts: Mapping[str, Account]):
        self.portal = portal
        self.clock = clock
        self.accounts = accounts
        self.coordinator = accounts["robert"].user_id

    def on(self, moment: datetime) -> None:
        """Say when what follows is done."""
        self.clock.put(moment)

    def add_family(self, name: str):
        """Open a folder for a family."""
        return createContentInContainer(
            self.portal["families"], "EHCFamily", title=name
        )

    def add_case(self, family, name: str, **facts):
        """Record a request, in preparation until it is shown to the family."""
        return createContentInContainer(
            family, "EHCCase", title=name, coordinator=self.coordinator, **facts
        )

    def give_access(
        self,
        case,
        adult: str,
        relationship: str,
        reason: str = _CHECKED,
        end: date | None = None,
    ) -> None:
        """Let an adult follow a case from today."""
        AccessRegister(case.aq_parent).grant(
            self.accounts[adult].user_id,
            case.getId(),
            relationship=relationship,
            reason=reason,
            granted_by=self.coordinator,
            end=end,
        )

    def ask(
        self,
        adult: str,
        child: str,
        date_of_birth: date,
        relationship: str,
        reference: str | None = None,
    ) -> AccessRequest:
        """Let an adult ask for access today, as they do on the portal's own page."""
        return Requests(self.portal).make(
            self.accounts[adult].user_id,
            child_name=child,
            date_of_birth=date_of_birth,
            relationship=relationship,
            reference=reference,
        )

    def approve(self, request: AccessRequest, case) -> None:
        """Give an adult the access to a case that they asked for."""
        Requests(self.portal).approve(request.id, case, self.coordinator, _CHECKED)

    def invite(
        self, case, name: str, address: str, relationship: str, reason: str
    ) -> None:
        """Invite an adult without an account to a case."""
        invitation, token = Invitations(case.aq_parent).invite(
            case.getId(),
            name=name,
            address=address,
            relationship=relationship,
            reason=reason,
            end=None,
            invited_by=self.coordinator,
        )
        send_invitation(case, invitation, token)

    def open(self, case) -> None:
        """Show a case to its family; its first stage is done by that."""
        api.content.transition(case, "open")

    def close(self, case, ending: str) -> None:
        """Say how a case ended."""
        case.ending = ending
        api.content.transition(case, "close")

    def start(self, case, key: str, due: date | None = None) -> None:
        """Begin a stage, with the council's own target where there is one."""
        stage = self._stage(case, key)
        stage.due_date = due
        api.content.transition(stage, "start")

    def finish(self, case, key: str, outcome: str | None = None) -> None:
        """Finish a stage today."""
        stage = self._stage(case, key)
        stage.outcome = outcome
        api.content.transition(stage, "finish")

    def explain(self, case, key: str, text: str) -> None:
        """Tell the family why a stage is late."""
        self._stage(case, key).explanation = text

    def exempt(self, case, key: str, **facts) -> None:
        """Record a reason that lifts the deadline of a stage."""
        record_exemption(self._stage(case, key), self.coordinator, **facts)

    def ask_for_advice(self, case, services: Iterable[str]) -> None:
        """Ask services for their advice today."""
        advice.ask(case, services, today())

    def receive_advice(self, case, service: str) -> None:
        """Note that the advice of a service came today."""
        for request in case.advice_requests:
            if request.service == service:
                advice.correct(case, replace(request, received=today()))

    def publish(self, case, letter: Letter) -> None:
        """Give the family a letter of today."""
        document = createContentInContainer(
            case,
            "EHCDocument",
            title=letter.title,
            document_date=today(),
            file=NamedBlobFile(letter.data, letter.content_type, letter.filename),
        )
        api.content.transition(document, "publish")

    def send(self, case, subject: str, text: str):
        """Send a message to everybody who has access to the case now."""
        message = createContentInContainer(case, "EHCMessage", title=subject, text=text)
        api.content.transition(message, "send")
        return message

    def _stage(self, case, key: str):
        return next(
            item
            for item in case.objectValues("Dexterity Item")
            if item.portal_type == "EHCStage" and item.guide_key == key
        )
