"""A case's list of requests for advice: every change makes a new list.

What makes no sense raises a ``ProcessError`` that names the field, and a day in the
future a ``FieldInvalid``.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.case import not_in_the_future
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.validation import by_field
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.content.vocabularies import ADVICE_CLAUSES
from hcc.ehcportal.process.advice import AdviceRequest
from hcc.ehcportal.process.advice import check_advice
from hcc.ehcportal.process.advice import check_asked_once
from hcc.ehcportal.process.advice import check_number
from hcc.ehcportal.process.errors import AlreadyAsked
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.errors import ReceivedBeforeAsked
from hcc.ehcportal.process.errors import TooManyAsked
from plone import api
from zExceptions import NotFound
from zope import schema
from zope.event import notify
from zope.interface import Interface
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import secrets


class IAdviceRequest(Interface):
    """Everything about a request, to be put right."""

    service = schema.TextLine(
        title=_("advice_service", default="Service"), max_length=100
    )
    requested = schema.Date(
        title=_("advice_requested", default="Date requested"),
        constraint=not_in_the_future,
    )
    received = schema.Date(
        title=_("advice_received", default="Date received"),
        description=_(
            "advice_received_help", default="Leave it empty while nothing has arrived."
        ),
        constraint=not_in_the_future,
        required=False,
    )
    clause = schema.Choice(
        title=_("advice_clause", default="Why it may come later"),
        description=_(
            "advice_clause_help",
            default="The only reasons that the law names. A waiting list is none of "
            "them. The family reads it.",
        ),
        source=ADVICE_CLAUSES,
        required=False,
    )


def request_at(case, id) -> AdviceRequest:
    """Return the request of an id that somebody sent. Raises ``NotFound``."""
    for request in case.advice_requests:
        if request.id == id:
            return request
    raise NotFound


def ask(case, services: Iterable[str], requested: date) -> None:
    """Record that each of these services was asked on the same day."""
    requests = case.advice_requests
    for service in services:
        request = _request(service, requested)
        _check(case, request)
        check_asked_once(request, requests)
        requests = (*requests, request)
    check_number(requests)
    _keep(case, requests)


def add(case, **facts) -> AdviceRequest:
    """Record a request of before with what came of it, and return it.

    ``facts`` are those of an ``AdviceRequest`` but for its id.
    """
    request = _request(**facts)
    _check(case, request)
    if request.is_open:
        check_asked_once(request, case.advice_requests)
    requests = (*case.advice_requests, request)
    check_number(requests)
    _keep(case, requests)
    return request


def correct(case, request: AdviceRequest) -> None:
    """Put a request in the place of the one that has its id."""
    request = replace(request, service=one_line(request.service))
    _check(case, request)
    if request.is_open:
        check_asked_once(request, _without(case, request.id))
    _keep(
        case,
        [request if kept.id == request.id else kept for kept in case.advice_requests],
    )


def remove(case, id: str) -> None:
    """Take a request off the list: it was never made."""
    _keep(case, _without(case, id))


@contextmanager
def in_words(case, **fields: str) -> Iterator[None]:
    """Raise ``FieldInvalid`` with a sentence in place of a ``ProcessError``.

    ``fields`` are what whoever asks calls the fields of the error.
    """
    try:
        yield
    except ProcessError as error:
        field = fields.get(error.field, error.field)
        raise FieldInvalid(field, sentence_on(error, case)) from error


def sentence_on(error: ProcessError, case) -> str:
    """Return what is wrong with a request for advice, and how to put it right."""
    if isinstance(error, BeforeRequest):
        received = short_date(case.request_received, api.portal.get_current_language())
        return _(
            "error_advice_before_request",
            default="The family's request was received on ${received}. Enter that "
            "day or a later one.",
            mapping={"received": received},
        )
    if isinstance(error, ReceivedBeforeAsked):
        return _(
            "error_advice_received_early",
            default="This day lies before the service was asked. Check both dates.",
        )
    if isinstance(error, AlreadyAsked):
        return _(
            "error_advice_already_asked",
            default="“${service}” was asked already and has not answered. Leave it "
            "out, or record its answer first.",
            mapping={"service": str(error)},
        )
    if isinstance(error, TooManyAsked):
        return _(
            "error_advice_too_many",
            default="A case can have ${most} requests for advice at most. Remove "
            "some that were never made.",
            mapping={"most": str(error)},
        )
    raise error


def _request(service: str, *facts, **more) -> AdviceRequest:
    return AdviceRequest(secrets.token_hex(8), one_line(service), *facts, **more)


def _check(case, request: AdviceRequest) -> None:
    for name, day in (("requested", request.requested), ("received", request.received)):
        with by_field(name):
            if day is not None:
                not_in_the_future(day)
    check_advice(request, case.request_received)


def _without(case, id: str) -> list[AdviceRequest]:
    return [kept for kept in case.advice_requests if kept.id != id]


def _keep(case, requests: Iterable[AdviceRequest]) -> None:
    case.advice_requests = tuple(requests)
    notify(ObjectModifiedEvent(case, Attributes(IEHCCase, "advice_requests")))
