"""A bulk act as it is kept: the cases it is about, and what became of each.

Jobs lie on the portal until they are a week old. They hold opaque places of cases and,
until they are published, files.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.content.clock import now
from persistent import Persistent
from plone.namedfile.file import NamedBlobFile
from zope.annotation.interfaces import IAnnotations

import secrets


_KEY = "hcc.ehcportal.bulk"

_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Outcome:
    """What became of one case; ``why`` says why nothing was done, if so."""

    place: str
    why: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """A file of a zip for which no case could be found."""

    name: str
    why: str


class Job(Persistent):
    """One act on many cases.

    ``places`` are "family/case", the two ids of each; ``facts`` is what the act needs
    to know. The cases are dealt with in their order, so ``outcomes`` tells how far it
    is. Files are read before anything is done: ``readings`` has what was found in each,
    and ``reading_seconds`` how long that took. ``omitted`` are the places that whoever
    looked at that left out.
    """

    def __init__(
        self,
        act: str,
        person: str,
        places: tuple[str, ...],
        facts: Mapping[str, str],
        files: Mapping[str, NamedBlobFile] | None = None,
        left_out: tuple[LeftOut, ...] = (),
    ):
        self.id = f"j-{secrets.token_hex(8)}"
        self.act = act
        self.person = person
        self.places = places
        self.facts = dict(facts)
        self.left_out = left_out
        self.begun_at: datetime = now()
        self.outcomes: tuple[Outcome, ...] = ()
        self.files = OOBTree(files or {})
        self.readings = OOBTree()
        self.reading_seconds = 0.0
        self.omitted: frozenset[str] = frozenset()

    @property
    def unread(self) -> tuple[str, ...]:
        """The places of the files that are still to be read."""
        return tuple(place for place in self.waiting if self._is_unread(place))

    @property
    def waiting(self) -> tuple[str, ...]:
        """The places of the cases that are still to be dealt with."""
        return self.places[len(self.outcomes) :]

    @property
    def done(self) -> int:
        """In how many cases it was done."""
        return sum(outcome.why is None for outcome in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The cases in which nothing was done."""
        return tuple(outcome for outcome in self.outcomes if outcome.why is not None)

    def omit(self, places: Iterable[str]) -> None:
        """Leave out those of these cases, and no others, that are still waiting."""
        self.omitted = frozenset(self.waiting).intersection(places)

    def note(self, outcome: Outcome) -> None:
        """Keep what became of the next case. Its file is of no more use."""
        self.outcomes = (*self.outcomes, outcome)
        self.files.pop(outcome.place, None)
        self.readings.pop(outcome.place, None)

    def _is_unread(self, place: str) -> bool:
        return place in self.files and place not in self.readings


class Jobs:
    """The jobs of a portal."""

    def __init__(self, portal):
        self.portal = portal

    def add(self, job: Job) -> Job:
        """Keep a new job, and drop those that are a week old."""
        jobs = IAnnotations(self.portal).setdefault(_KEY, OOBTree())
        for old in [each for each in jobs.values() if each.begun_at < now() - _KEPT]:
            del jobs[old.id]
        jobs[job.id] = job
        return job

    def get(self, job_id: str) -> Job:
        """Return a job. Raises ``KeyError``."""
        return IAnnotations(self.portal).get(_KEY, {})[job_id]
