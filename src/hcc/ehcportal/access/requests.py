"""Requests for access: what somebody says about a child, and what staff decide.

Nothing here compares what was said with the children that the council knows. The same
happens whether there is such a child or not, so that nobody learns it by asking.
"""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.letters import send_decision
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import clean_reference
from hcc.ehcportal.content.case import not_in_the_future
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.portal import IEHCPortal
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter

import secrets


# id -> request; person -> ids; the ids of those that wait.
_KEY = "hcc.ehcportal.requests"
_PEOPLE = f"{_KEY}.people"
_WAITING = f"{_KEY}.waiting"

WAITING = "waiting"
APPROVED = "approved"
DECLINED = "declined"

# How many requests of one person can wait at a time.
LIMIT = 3


@dataclass(frozen=True)
class AccessRequest:
    """What one person said about one child, in their own words.

    ``reason`` is why it was declined, which the person reads, or how staff knew that it
    could be approved, which they do not. ``case`` is the family's and the case's id.
    """

    id: str
    user_id: str
    child_name: str
    date_of_birth: date
    relationship: str
    reference: str
    made_at: datetime
    state: str = WAITING
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    case: tuple[str, str] | None = None


class TooManyRequests(ValueError):
    """So many requests of the person wait that they cannot make another."""


class AlreadyDecided(ValueError):
    """The request was approved or declined before."""


@adapter(IEHCPortal)
class Requests:
    """Reads and changes the requests made at a portal."""

    def __init__(self, portal):
        self.portal = portal

    def make(
        self,
        user_id: str,
        *,
        child_name: str,
        date_of_birth: date,
        relationship: str,
        reference: str | None = None,
    ) -> AccessRequest:
        """Keep what a person says until staff decide.

        Raises ``TooManyRequests``, ``ValueRefused`` for a name, a date or a reference
        that cannot be, ``LookupError`` for a relationship that was not offered.
        """
        if sum(each.state == WAITING for each in self.of(user_id)) >= LIMIT:
            raise TooManyRequests(user_id)
        not_in_the_future(date_of_birth)
        made = AccessRequest(
            id=f"r-{secrets.token_hex(8)}",
            user_id=user_id,
            child_name=clean_name(child_name),
            date_of_birth=date_of_birth,
            relationship=RELATIONSHIPS.getTerm(relationship).value,
            reference=clean_reference(reference),
            made_at=now(),
        )
        people = self._kept(_PEOPLE, OOBTree)
        people[user_id] = (*people.get(user_id, ()), made.id)
        self._keep(made)
        self._record("access_requested", made, user_id)
        return made

    def all(self) -> Iterator[AccessRequest]:
        """Yield every request, in no order."""
        yield from self._read(_KEY).values()

    def get(self, request_id: str) -> AccessRequest:
        """Return a request. Raises ``KeyError``."""
        return self._read(_KEY)[request_id]

    def of(self, user_id: str) -> list[AccessRequest]:
        """Return the requests of a person, the first first."""
        return [self.get(each) for each in self._read(_PEOPLE).get(user_id, ())]

    def waiting(self) -> list[AccessRequest]:
        """Return the requests that nobody has decided, the one waiting longest first.

        Decided ones are not looked at, however many there are.
        """
        requests = [self.get(each) for each in self._read(_WAITING)]
        return sorted(requests, key=lambda each: (each.made_at, each.id))

    def old(self) -> list[AccessRequest]:
        """Return those that were decided longer ago than the council keeps them."""
        days = setting("request_days")
        if not days:
            return []
        last = now() - timedelta(days=days)
        return [
            each for each in self.all() if each.decided_at and each.decided_at < last
        ]

    def forget_old(self) -> None:
        """Drop them, and with them what was said about a child."""
        people = self._kept(_PEOPLE, OOBTree)
        for request in self.old():
            del self._kept(_KEY, OOBTree)[request.id]
            ids = tuple(each for each in people[request.user_id] if each != request.id)
            people[request.user_id] = ids

    def approve(
        self, request_id: str, case, by: str, reason: str, end: date | None = None
    ) -> AccessRequest:
        """Give the person access to a case of this portal.

        Raises ``KeyError``, ``AlreadyDecided``, or ``AccessError`` where the register
        refuses: then nothing is decided.
        """
        request = self._undecided(request_id)
        family = aq_parent(aq_inner(case))
        AccessRegister(family).grant(
            request.user_id,
            case.getId(),
            relationship=request.relationship,
            reason=reason,
            granted_by=by,
            end=end,
        )
        place = (family.getId(), case.getId())
        return self._decide(request, APPROVED, by, reason, place)

    def decline(self, request_id: str, by: str, reason: str) -> AccessRequest:
        """Decline a request for a reason that the person reads.

        Raises ``KeyError`` or ``AlreadyDecided``.
        """
        return self._decide(self._undecided(request_id), DECLINED, by, reason)

    def _undecided(self, request_id: str) -> AccessRequest:
        request = self.get(request_id)
        if request.state != WAITING:
            raise AlreadyDecided(request_id)
        return request

    def _decide(
        self,
        request: AccessRequest,
        state: str,
        by: str,
        reason: str,
        case: tuple[str, str] | None = None,
    ) -> AccessRequest:
        decided = replace(
            request,
            state=state,
            decided_by=by,
            decided_at=now(),
            reason=reason,
            case=case,
        )
        self._keep(decided)
        self._record(f"request_{state}", decided, by)
        send_decision(self.portal, decided.user_id)
        return decided

    def _keep(self, request: AccessRequest) -> None:
        self._kept(_KEY, OOBTree)[request.id] = request
        waiting = self._kept(_WAITING, OOTreeSet)
        if request.state == WAITING:
            waiting.insert(request.id)
        else:
            waiting.remove(request.id)

    def _record(self, kind: str, request: AccessRequest, who: str) -> None:
        subject = subject_of(self.portal, request.id)
        record(kind, who=who, about=request.user_id, subject=subject)

    def _read(self, key: str):
        return IAnnotations(self.portal).get(key, {})

    def _kept(self, key: str, factory):
        return IAnnotations(self.portal).setdefault(key, factory())
