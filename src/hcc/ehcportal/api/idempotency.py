"""What is sent twice is done once: by the ``Idempotency-Key`` of a request.

A phone that loses the line cannot know whether its request arrived. It sends the same
again under the same key, and gets the answer that it missed, letter by letter. Two that
come at once write the same place of the database, so that one of them begins anew and
finds the answer of the other.

Answers say what is in a case. So they are gone after a day, whether anything else is
sent or not: the portal notes what has some, and ``sweeping.py`` looks there.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hashlib import sha256
from hcc.ehcportal import _
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.portal import portal_of
from itertools import takewhile
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import ClassVar
from zope.annotation.interfaces import IAnnotations


HEADER = "Idempotency-Key"

# What a service says in its operation that is a ``OnceService``.
KEY = Parameter(
    HEADER,
    "Any text that no other request of yours has, such as a UUID. The same request "
    "under the same key gets the same answer for 24 hours, and is done once.",
    where="header",
)

_ANSWERS = "hcc.ehcportal.answers"
# Of a portal: when each was given, and the UID of what has it.
_NOTED = "hcc.ehcportal.answered"

_KEPT = timedelta(hours=24)

# So many answers to one person are kept with one thing; the oldest goes first.
_MOST = 100

_LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    """What was answered, and the mark of the request that it was an answer to."""

    request: str
    status: int
    location: str | None
    text: str
    at: datetime


class OnceService(PortalService):
    """A change that is made once for each key, however often it is sent.

    Keys are of the person who sends them and of the content that is changed.
    """

    # Whether nothing is done without a key.
    needs_key: ClassVar[bool] = False

    def as_text(self) -> str:
        key = self._key()
        if not key:
            return super().as_text()
        given = _answers_of(self.context).get(key)
        if given is not None and given.at > now() - _KEPT:
            return self._again(given)
        text = super().as_text()
        self._keep(key, text)
        return text

    def _key(self) -> str:
        key = self.request.getHeader(HEADER, "")
        if len(key) > _LONGEST_KEY:
            raise Problem(400, "BadIdempotencyKey", _TOO_LONG)
        if self.needs_key and not key:
            raise Problem(400, "NoIdempotencyKey", _NEEDED)
        return key and f"{self._own}{_mark(self.__name__, key)}"

    @property
    def _own(self) -> str:
        """What the marks of this person's keys begin with."""
        return f"{_mark(self.person)}-"

    @property
    def _request(self) -> str:
        return _mark(repr(self.operation.takes and self.body))

    def _again(self, given: Answer) -> str:
        if given.request != self._request:
            raise Problem(422, "IdempotencyKeyReused", errors=[_REUSED])
        response = self.request.response
        response.setStatus(given.status)
        if given.location:
            response.setHeader("Location", given.location)
        return given.text

    def _keep(self, key: str, text: str) -> None:
        response = self.request.response
        answers = IAnnotations(self.context).setdefault(_ANSWERS, OOBTree())
        for old in {*_run_out(answers), *self._too_many(answers)}:
            del answers[old]
        location = response.getHeader("Location")
        status = response.getStatus()
        answers[key] = Answer(self._request, status, location, text, now())
        noted = IAnnotations(portal_of(self.context)).setdefault(_NOTED, OOTreeSet())
        noted.insert((now(), IUUID(self.context)))

    def _too_many(self, answers: OOBTree) -> list[str]:
        """Return the oldest of this person's keys, where there is no room for more."""
        own = [k for k in answers if k.startswith(self._own)]
        own.sort(key=lambda each: answers[each].at, reverse=True)
        return own[_MOST - 1 :]


def old_answers(portal) -> list[tuple[datetime, str]]:
    """Return what is noted of answers that have run out, the oldest first."""
    noted = IAnnotations(portal).get(_NOTED, ())
    return list(takewhile(lambda each: each[0] <= now() - _KEPT, noted))


def forget_old_answers(portal) -> None:
    """Drop what has run out."""
    for old in old_answers(portal):
        content = uuidToObject(old[1], unrestricted=True)
        answers = {} if content is None else _answers_of(content)
        for key in list(_run_out(answers)):
            del answers[key]
        IAnnotations(portal)[_NOTED].remove(old)


def _run_out(answers: OOBTree) -> Iterator[str]:
    return (key for key, each in answers.items() if each.at <= now() - _KEPT)


def _answers_of(content) -> OOBTree:
    return IAnnotations(content).get(_ANSWERS, {})


def _mark(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


_TOO_LONG = _(
    "api_key_too_long",
    default="The Idempotency-Key is too long. Send one of 255 letters at most.",
)
_NEEDED = _(
    "api_key_needed",
    default="Send an Idempotency-Key, such as a UUID, so that this is done once only.",
)
_REUSED = FieldProblem(
    HEADER,
    _(
        "api_key_reused",
        default="You have sent something else under this key. Take a new key for each "
        "new request.",
    ),
)
