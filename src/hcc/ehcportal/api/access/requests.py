"""``@ehc-access-requests``: who asks for access to a case, and deciding on it."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal import _
from hcc.ehcportal.access.deciding import approve
from hcc.ehcportal.access.deciding import case_given
from hcc.ehcportal.access.deciding import request_at
from hcc.ehcportal.access.deciding import requests_in
from hcc.ehcportal.access.deciding import why_not_approve
from hcc.ehcportal.access.deciding import why_not_decide
from hcc.ehcportal.access.many import case_at
from hcc.ehcportal.access.requests import AccessRequest
from hcc.ehcportal.access.requests import APPROVED
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.api.access.answer import Decision
from hcc.ehcportal.api.access.answer import RequestForAccess
from hcc.ehcportal.api.listing import BATCHING
from hcc.ehcportal.api.listing import Listing
from hcc.ehcportal.api.listing import listing_of
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.problems import refuse_if
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.api.ways import way_to
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.portal import portal_of
from typing import Literal
from zExceptions import NotFound


_STATE = Parameter(
    "state",
    "Those that wait, the longest first; or those decided, the latest first",
    Literal["waiting", "decided"],
)

_ID = Parameter("id", "The id of the request", where="path")


class ListRequests(PortalService):
    """Tells who waits for a decision, or what was decided."""

    operation = Operation(
        summary="List the requests for access",
        gives={200: Listing[RequestForAccess]},
        parameters=(_STATE, *BATCHING),
        problems=(403,),
    )

    def reply(self) -> Listing[RequestForAccess]:
        decided = self.asked["state"] == "decided"
        found = requests_in(self.context, decided=decided)
        return listing_of(self.request, found, lambda each: shown(each, self.context))


class OneRequest(PortalService):
    """Does something with the request that the address names."""

    takes_param = True

    def found(self) -> AccessRequest:
        """Return it. Raises ``NotFound``."""
        return request_at(self.context, self.param)


class ReadRequest(OneRequest):
    """Tells what somebody said about a child, and what was decided."""

    operation = Operation(
        summary="Read a request for access",
        gives={200: RequestForAccess},
        parameters=(_ID,),
        problems=(403,),
    )

    def reply(self) -> RequestForAccess:
        return shown(self.found(), self.context)


class DecideRequest(OneRequest):
    """Gives access, or declines; either is told to the person by mail."""

    operation = Operation(
        summary="Decide on a request for access",
        gives={200: RequestForAccess},
        takes=Decision,
        parameters=(_ID,),
        problems=(403, 409, 422),
    )

    def reply(self) -> RequestForAccess:
        asked = self.found()
        refuse_if(why_not_decide(asked))
        act = self._approve if self.body.state == APPROVED else self._decline
        return shown(act(asked), self.context)

    def _approve(self, asked: AccessRequest) -> AccessRequest:
        case = self._case()
        refuse_if(why_not_approve(asked, case))
        reason = one_line(self.body.reason)
        return approve(asked, case, self.person, reason, self.body.end)

    def _decline(self, asked: AccessRequest) -> AccessRequest:
        misplaced = list(self._misplaced())
        if misplaced:
            raise Problem(422, errors=misplaced)
        requests = Requests(portal_of(self.context))
        return requests.decline(asked.id, self.person, self.body.reason)

    def _case(self):
        try:
            return case_at(self.context, way_to(self.context, self.body.case or ""))
        except NotFound:
            raise Problem(422, errors=[FieldProblem("case", _NO_CASE)]) from None

    def _misplaced(self) -> Iterator[FieldProblem]:
        for name in ("case", "end"):
            if getattr(self.body, name) is not None:
                yield FieldProblem(name, _MISPLACED)


def shown(asked: AccessRequest, families) -> RequestForAccess:
    """Return a request as it is answered."""
    case = case_given(families, asked)
    return shown_as(
        RequestForAccess,
        asked,
        at_id=f"{families.absolute_url()}/@ehc-access-request/{asked.id}",
        person=asked.user_id,
        name=full_name(asked.user_id),
        decided_by_name=full_name(asked.decided_by),
        case=case and case.absolute_url(),
    )


_NO_CASE = _(
    "api_no_case",
    default="There is no such case that you may see. Send its address, as "
    "@ehc-worklist lists it.",
)
_MISPLACED = _(
    "api_declined_without",
    default="Nothing is given where a request is declined. Leave it out.",
)
