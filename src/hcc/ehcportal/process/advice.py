"""Who was asked for advice, by when it is due, and whether it is late (reg 8)."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.process.calendar import days_late
from hcc.ehcportal.process.errors import AlreadyAsked
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.errors import ReceivedBeforeAsked
from hcc.ehcportal.process.errors import TooManyAsked
from hcc.ehcportal.process.keys import AdviceClause
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.rules import RuleSet


# The guide lists eleven services; each may be asked again in later years.
MOST_REQUESTS = 100


@dataclass(frozen=True)
class AdviceRequest:
    """One service that was asked on a day, and what came of it.

    ``clause`` is the reason of reg 8 that lets this service answer later, if there is
    one: it lifts the deadline and moves no date.
    """

    id: str
    service: str
    requested: date
    received: date | None = None
    clause: AdviceClause | None = None

    @property
    def is_open(self) -> bool:
        """Whether the advice has not arrived."""
        return self.received is None


def advice_due(request: AdviceRequest, rules: RuleSet) -> date:
    """Return the last day for the answer: 6 weeks of the day that was asked."""
    return rules.last_day(Deadline.ADVICE, request.requested)


def advice_late_days(
    request: AdviceRequest, rules: RuleSet, today: date, *, ended: bool = False
) -> int:
    """Return how many days late the answer came, or is by ``today``.

    What a clause lifts is never late, and nobody waits for advice in a case that has
    ``ended``.
    """
    if request.clause is not None or (ended and request.is_open):
        return 0
    return days_late(advice_due(request, rules), request.received or today)


def check_advice(request: AdviceRequest, case_received: date) -> None:
    """Raise a ``ProcessError`` for days that cannot have come in this order."""
    if request.requested < case_received:
        raise BeforeRequest(request.requested.isoformat(), "requested")
    if request.received is not None and request.received < request.requested:
        raise ReceivedBeforeAsked(request.received.isoformat())


def check_number(requests: Collection[AdviceRequest]) -> None:
    """Raise ``TooManyAsked`` for a list that is longer than a letter can be."""
    if len(requests) > MOST_REQUESTS:
        raise TooManyAsked(str(MOST_REQUESTS))


def check_asked_once(request: AdviceRequest, others: Iterable[AdviceRequest]) -> None:
    """Raise ``AlreadyAsked`` if the same service was asked and has not answered."""
    if any(
        other.is_open and same_service(other.service, request.service)
        for other in others
    ):
        raise AlreadyAsked(request.service)


def same_service(one: str, other: str) -> bool:
    """Tell whether two names mean one service: capitals and spaces do not count."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
