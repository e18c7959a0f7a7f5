"""``@ehc-access``: who has access to the cases of a family; giving and ending it."""

from __future__ import annotations

from dataclasses import asdict
from hcc.ehcportal.access.admitting import end_access
from hcc.ehcportal.access.admitting import give_access
from hcc.ehcportal.access.admitting import grants_in
from hcc.ehcportal.access.admitting import why_not_end
from hcc.ehcportal.access.register import Grant
from hcc.ehcportal.api.access.answer import AccessGrant
from hcc.ehcportal.api.access.answer import Ending
from hcc.ehcportal.api.access.answer import FamilyAccess
from hcc.ehcportal.api.access.answer import NewGrant
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import full_name


class ReadAccess(PortalService):
    """Tells who has, had or will have access."""

    operation = Operation(
        summary="Read who has access to the cases of a family",
        gives={200: FamilyAccess},
        problems=(403,),
    )

    def reply(self) -> FamilyAccess:
        return FamilyAccess(tuple(map(shown, grants_in(self.context))))


class GiveAccess(PortalService):
    """Gives an adult who has an account access to a case."""

    operation = Operation(
        summary="Give somebody access to a case",
        gives={201: AccessGrant},
        takes=NewGrant,
        problems=(403, 422),
    )

    def reply(self) -> AccessGrant:
        facts = asdict(self.body)
        adult, case_id = facts.pop("adult"), facts.pop("case")
        grant = give_access(
            self.context, adult, case_id, granted_by=self.person, **facts
        )
        return shown(grant)


class EndAccess(PortalService):
    """Ends one grant, which the register keeps."""

    operation = Operation(
        summary="End somebody's access to a case",
        gives={200: AccessGrant},
        takes=Ending,
        parameters=(Parameter("id", "The id of the grant", where="path"),),
        problems=(403, 409, 422),
    )
    takes_param = True

    def reply(self) -> AccessGrant:
        grant = self._grant()
        ended = why_not_end(grant)
        if ended:
            raise Problem(409, "AccessEnded", ended)
        return shown(end_access(self.context, grant, self.body.last_day))

    def _grant(self) -> Grant:
        for grant in grants_in(self.context):
            if grant.id == self.param:
                return grant
        raise Problem(404)


def shown(grant: Grant) -> AccessGrant:
    """Return a grant as it is answered."""
    return shown_as(
        AccessGrant, grant, name=full_name(grant.adult), holds=grant.holds_on(today())
    )
