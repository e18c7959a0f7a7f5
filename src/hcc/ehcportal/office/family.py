"""The page of a family: its cases, and who has access to which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.invitations import ACCEPTED
from hcc.ehcportal.access.invitations import EXPIRED
from hcc.ehcportal.access.invitations import Invitation
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.invitations import WAITING
from hcc.ehcportal.access.invitations import WITHDRAWN
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.register import Grant
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import next_due
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.office.labels import CASE_STATES
from hcc.ehcportal.office.page import OfficePage
from plone import api


INVITATION_STATES = {
    WAITING: _("office_invitation_waiting", default="Waiting for an answer"),
    EXPIRED: _("office_invitation_expired", default="Expired"),
    ACCEPTED: _("office_invitation_accepted", default="Accepted"),
    WITHDRAWN: _("office_invitation_withdrawn", default="Withdrawn"),
}


@dataclass(frozen=True)
class CaseRow:
    """One case in the table; ``due`` is the stage that is due first."""

    overview: CaseOverview
    state: str
    due: StageOverview | None


@dataclass(frozen=True)
class AccessRow:
    """One entry of the register in the table, ``standing`` in words."""

    grant: Grant
    adult: str
    child: str
    relationship: str
    granted_by: str
    standing: str
    can_end: bool


@dataclass(frozen=True)
class InvitationRow:
    """One invitation in the table; ``accepted_by`` is a name."""

    invitation: Invitation
    child: str
    state: str
    accepted_by: str
    can_change: bool


class FamilyPage(OfficePage):
    """One family, for staff."""

    @cached_property
    def cases(self) -> list:
        return visible_cases(self.context.objectValues())

    def case_rows(self) -> Iterator[CaseRow]:
        """Yield a row for each case."""
        for case in self.cases:
            overview = overview_of(case, self.person)
            yield CaseRow(
                overview, CASE_STATES[overview.state], next_due(overview.stages)
            )

    @cached_property
    def access_rows(self) -> list[AccessRow]:
        """A row for each entry of the register, those with access first."""
        cases = {case.getId(): case for case in self.cases}
        rows = [
            self._access_row(grant, cases[grant.case])
            for grant in AccessRegister(self.context).grants()
            if grant.case in cases
        ]
        return sorted(
            rows,
            key=lambda row: (not row.can_end, row.child, row.adult, row.grant.start),
        )

    @cached_property
    def invitation_rows(self) -> list[InvitationRow]:
        """A row for each invitation: those that can be acted on first, then by time."""
        cases = {case.getId(): case for case in self.cases}
        rows = [
            self._invitation_row(invitation, cases[invitation.case])
            for invitation in Invitations(self.context).all()
            if invitation.case in cases
        ]
        rows.sort(key=lambda row: row.invitation.sent_at, reverse=True)
        return sorted(rows, key=lambda row: not row.can_change)

    def moment(self, when) -> str:
        return moment(when, api.portal.get_current_language())

    @property
    def may_manage_access(self) -> bool:
        return self.may("hcc.ehcportal: Manage access")

    @property
    def may_add_case(self) -> bool:
        return self.may("hcc.ehcportal: Add case")

    def _access_row(self, grant: Grant, case) -> AccessRow:
        return AccessRow(
            grant=grant,
            adult=full_name(grant.adult),
            child=case.title,
            relationship=title_of(RELATIONSHIPS, grant.relationship),
            granted_by=full_name(grant.granted_by),
            standing=standing(grant, case, today()),
            can_end=not grant.has_ended_by(today()),
        )

    def _invitation_row(self, invitation: Invitation, case) -> InvitationRow:
        standing = invitation.standing(now())
        return InvitationRow(
            invitation=invitation,
            child=case.title,
            state=INVITATION_STATES[standing],
            accepted_by=full_name(invitation.accepted_by),
            can_change=standing in (WAITING, EXPIRED),
        )


def standing(grant: Grant, case, day: date) -> str:
    """Say what a grant is worth on ``day``."""
    if grant.has_ended_by(day):
        return _("access_ended", default="Ended")
    if grant.start > day:
        return _("access_to_come", default="Not yet")
    if state_of(case) not in ("open", "closed"):
        return _("access_waits", default="Waits until the case is open")
    return _("access_holds", default="Has access")
