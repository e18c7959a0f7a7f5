"""Deciding on requests for access, and what keeps staff from it, in words.

Whoever decides is told here, by a page and by the API alike.
"""

from __future__ import annotations

from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.admitting import why_not_invite
from hcc.ehcportal.access.many import case_at
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import AccessRequest
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.requests import WAITING
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.validation import check_past
from zExceptions import NotFound


def requests_in(families, *, decided: bool) -> list[AccessRequest]:
    """Return those that wait, the longest first; or those decided, the latest first."""
    requests = Requests(portal_of(families))
    if not decided:
        return requests.waiting()
    found = [each for each in requests.all() if each.state != WAITING]
    return sorted(found, key=lambda each: each.decided_at, reverse=True)


def request_at(families, request_id) -> AccessRequest:
    """Return the request of an id that somebody sent. Raises ``NotFound``."""
    try:
        return Requests(portal_of(families)).get(str(request_id))
    except KeyError:
        raise NotFound from None


def case_given(families, asked: AccessRequest):
    """Return the case to which access was given, if it is there and one may see it."""
    try:
        return asked.case and case_at(families, "/".join(asked.case))
    except NotFound:
        return None


def why_not_decide(asked: AccessRequest) -> str | None:
    """Say why a request can be neither approved nor declined, if so."""
    return why_not_invite() if asked.state == WAITING else _DECIDED


def why_not_approve(asked: AccessRequest, case) -> str | None:
    """Say why access to a case cannot be given for a request, if so."""
    grants = AccessRegister(case.__parent__).grants_for(case.getId())
    has_access = any(
        grant.adult == asked.user_id and not grant.has_ended_by(today())
        for grant in grants
    )
    return why_not_decide(asked) or (_HAS_ACCESS if has_access else None)


def approve(
    asked: AccessRequest, case, by: str, reason: str, end: date | None = None
) -> AccessRequest:
    """Give the person access to a case, until a last day if there is one.

    Raises ``FieldInvalid``. Ask ``why_not_approve`` first.
    """
    check_past("end", end)
    return Requests(portal_of(case)).approve(asked.id, case, by, reason, end)


_DECIDED = _("request_decided", default="This request was decided in the meantime.")
_HAS_ACCESS = _(
    "request_holder",
    default="This person has access to the case already. Decline the request and say "
    "so.",
)
