"""From the access register to the local role ``EHC Family``."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.message import IEHCMessage
from hcc.ehcportal.content.states import state_of
from plone import api
from zope.component import adapter
from zope.interface import implementer


ROLE = "EHC Family"

SHOWN = ("open", "closed")


@implementer(ILocalRoleProvider)
@adapter(IEHCCase)
class FamilyRole:
    """Reads the role from the register at every check.

    Nothing is stored on the case, so access ends with its last day although nobody acts
    on that day. What is stored elsewhere is the search index: only access without an
    end is written into it. Access that is to end finds its case by address and
    dashboard but not by search, and so nothing has to be taken out of the index when
    the day comes. A case that is in preparation or archived gives the role to nobody,
    whatever its content would allow.
    """

    def __init__(self, case):
        self.case = case
        self.register = AccessRegister(aq_parent(aq_inner(case)))

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        return (ROLE,) if principal_id in self._holders() else ()

    def getAllRoles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for grant in self._grants():
            if grant.end is None and grant.holds_on(today()):
                yield grant.adult, (ROLE,)

    def _holders(self) -> set[str]:
        return {grant.adult for grant in self._grants() if grant.holds_on(today())}

    def _grants(self):
        if state_of(self.case) not in SHOWN:
            return ()
        return tuple(self.register.grants_for(self.case.getId()))


@implementer(ILocalRoleProvider)
@adapter(IEHCMessage)
class AddresseeRole:
    """Gives that role on a message to those whom it is for, and to nobody else.

    A message takes no local role from its case. So to the other adults it is a missing
    page, as another family's is. Nothing here depends on who is staff: their roles are
    the site's, and the case says what they may do in it.
    """

    def __init__(self, message):
        self.message = message
        self.case_role = FamilyRole(aq_parent(aq_inner(message)))

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        if not self._is_for(principal_id):
            return ()
        return self.case_role.getRoles(principal_id)

    def getAllRoles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for adult, roles in self.case_role.getAllRoles():
            if self._is_for(adult):
                yield adult, roles

    def _is_for(self, person: str) -> bool:
        # An adult sees their own message while it is being sent, and nobody's draft.
        written = state_of(self.message) == "sent" or self.message.from_family
        return written and self.message.is_for(person)


def visible_cases(cases) -> list:
    """Return those of ``cases`` that the current user may view."""
    return [case for case in cases if api.user.has_permission("View", obj=case)]
