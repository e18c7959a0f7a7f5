"""From the access register to the local role ``EHC Family``."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.states import state_of
from plone import api
from zope.component import adapter
from zope.interface import implementer


ROLE = "EHC Family"

_SHOWN = ("open", "closed")


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
        if state_of(self.case) not in _SHOWN:
            return ()
        return tuple(self.register.grants_for(self.case.getId()))


def visible_cases(cases) -> list:
    """Return those of ``cases`` that the current user may view."""
    return [case for case in cases if api.user.has_permission("View", obj=case)]
