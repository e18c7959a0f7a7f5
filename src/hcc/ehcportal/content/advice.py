"""A case's list of requests for advice: every change makes a new list.

What makes no sense raises a ``ProcessError`` that names the field.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.process.advice import AdviceRequest
from hcc.ehcportal.process.advice import check_advice
from hcc.ehcportal.process.advice import check_asked_once
from hcc.ehcportal.process.advice import check_number
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import secrets


def ask(case, services: Iterable[str], requested: date) -> None:
    """Record that each of these services was asked on the same day."""
    requests = case.advice_requests
    for service in services:
        name = " ".join(service.split())
        request = AdviceRequest(secrets.token_hex(8), name, requested)
        check_advice(request, case.request_received)
        check_asked_once(request, requests)
        requests = (*requests, request)
    check_number(requests)
    _keep(case, requests)


def correct(case, request: AdviceRequest) -> None:
    """Put a request in the place of the one that has its id."""
    check_advice(request, case.request_received)
    if request.is_open:
        check_asked_once(request, _without(case, request.id))
    _keep(
        case,
        [request if kept.id == request.id else kept for kept in case.advice_requests],
    )


def remove(case, id: str) -> None:
    """Take a request off the list: it was never made."""
    _keep(case, _without(case, id))


def _without(case, id: str) -> list[AdviceRequest]:
    return [kept for kept in case.advice_requests if kept.id != id]


def _keep(case, requests: Iterable[AdviceRequest]) -> None:
    case.advice_requests = tuple(requests)
    notify(ObjectModifiedEvent(case, Attributes(IEHCCase, "advice_requests")))
