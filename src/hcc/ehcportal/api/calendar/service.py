"""``@ehc-calendar``: making and ending one's private address of a case's dates.

A repetition of ``POST`` ends the address that was not heard of, and tells another. So
no answer is kept under a key: it would keep the address, of which only a hash is.
"""

from __future__ import annotations

from hcc.ehcportal.access.calendar import has_token
from hcc.ehcportal.access.calendar import may_follow
from hcc.ehcportal.access.calendar import new_address
from hcc.ehcportal.access.calendar import revoke
from hcc.ehcportal.api.calendar.answer import CalendarAddress
from hcc.ehcportal.api.calendar.answer import Following
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService


class ReadFollowing(PortalService):
    """Tells whether there is an address, and never which."""

    operation = Operation(
        summary="Read whether my calendar follows a case", gives={200: Following}
    )

    def reply(self) -> Following:
        return Following(
            at_id=f"{self.context.absolute_url()}/@ehc-calendar",
            may_follow=may_follow(self.context, self.person),
            is_followed=has_token(self.context, self.person),
        )


class FamilyService(PortalService):
    """Refuses staff: they have no calendar of a family's."""

    def check_permission(self) -> None:
        super().check_permission()
        if not may_follow(self.context, self.person):
            raise Problem(403)


class MakeAddress(FamilyService):
    """Makes an address; the one before it ends."""

    operation = Operation(
        summary="Make a private address for my calendar", gives={201: CalendarAddress}
    )

    def reply(self) -> CalendarAddress:
        return CalendarAddress(new_address(self.context, self.person))


class EndAddress(FamilyService):
    """Ends the address, if there is one."""

    operation = Operation(
        summary="End the private address for my calendar", gives={204: None}
    )

    def reply(self) -> None:
        revoke(self.context, self.person)
