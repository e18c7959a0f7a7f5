"""``@ehc-hand-over``: one case, or many, in each as if it were alone.

The family of an open case gets a message. A PATCH of ``coordinator`` corrects the case
without one, as the edit form does.
"""

from __future__ import annotations

from hcc.ehcportal.access.handover import BeingEdited
from hcc.ehcportal.access.handover import check_coordinator
from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.access.handover import NothingToHandOver
from hcc.ehcportal.access.many import hand_one_over
from hcc.ehcportal.api.handover.answer import Coordinated
from hcc.ehcportal.api.handover.answer import HandOverMany
from hcc.ehcportal.api.handover.answer import NewCoordinator
from hcc.ehcportal.api.many import report_on_cases
from hcc.ehcportal.api.many import ReportOnMany
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import hindered_by
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.people import full_name


class HandCaseOver(PortalService):
    """Gives a case another coordinator. Twice is once: the second is told so (409)."""

    operation = Operation(
        summary="Hand a case over",
        takes=NewCoordinator,
        gives={200: Coordinated},
        problems=(403, 409, 412, 422),
    )

    def reply(self) -> Coordinated:
        coordinator = self.body.coordinator
        check_coordinator(self.context, coordinator)
        try:
            hand_over(self.context, coordinator, self.person)
        except NothingToHandOver as refused:
            raise hindered_by(refused.doc()) from None
        except BeingEdited as refused:
            raise Problem(409, "Locked", refused.doc()) from None
        return Coordinated(
            at_id=self.context.absolute_url(),
            coordinator=coordinator,
            coordinator_name=full_name(coordinator),
        )


class HandCasesOver(PortalService):
    """Gives many cases one coordinator.

    What cannot be done in one case is told of it and hinders no other.
    """

    operation = Operation(
        summary="Hand many cases over",
        takes=HandOverMany,
        gives={200: ReportOnMany},
        problems=(403, 422),
    )

    def reply(self) -> ReportOnMany:
        check_coordinator(self.context, self.body.coordinator)
        return report_on_cases(self.context, self.body.cases, self._hand_over)

    def _hand_over(self, case) -> None:
        hand_one_over(case, self.body.coordinator, self.person)
