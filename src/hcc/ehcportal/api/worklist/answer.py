"""What ``@ehc-worklist`` takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.listing import Batching
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.content.worklist.searching import LONGEST
from hcc.ehcportal.content.worklist.selection import HEADINGS
from hcc.ehcportal.content.worklist.selection import SCOPES
from hcc.ehcportal.content.worklist.selection import SORTS
from typing import Annotated
from typing import Literal


Scope = Literal[SCOPES]
Heading = Literal[HEADINGS]
Order = Literal[tuple(SORTS)]
Source = Literal[tuple(REQUEST_SOURCES.by_value)]
Term = Annotated[str, Bounds(most=LONGEST)]


@dataclass(frozen=True)
class Search:
    """What to look for, with what else is chosen: as the query of GET has it.

    ``term`` is a part of a child's name or of a reference, or a date of birth. It goes
    into the body, for addresses are kept in logs.
    """

    term: Term
    cases: Scope | None = None
    show: Heading | None = None
    stage: str | None = None
    coordinator: str | None = None
    source: Source | None = None
    late: bool | None = None
    exempt: bool | None = None
    closed: bool | None = None
    sort: Order | None = None
    b_start: Annotated[int, Bounds(0)] | None = None
    b_size: Annotated[int, Bounds(1, 100)] | None = None


@dataclass(frozen=True)
class WorklistCase:
    """A case; ``due`` is the next day in it, if no exemption lifts that.

    ``coordinator`` is a user id, "" for nobody; ``needs`` what waits for staff.
    """

    at_id: str = named("@id")
    name: str
    reference: str
    date_of_birth: date | None
    state: str
    stage: str
    due: date | None
    late_days: int
    exempt: bool
    coordinator: str
    coordinator_name: str
    source: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class WorklistCounts:
    """How many of the chosen cases there are, and for what they wait."""

    all: int
    requests: int
    forms: int
    replies: int
    soon: int
    late: int


@dataclass(frozen=True)
class Worklist:
    """A part of the chosen cases."""

    at_id: str = named("@id")
    cases: Scope
    counts: WorklistCounts
    items: tuple[WorklistCase, ...]
    items_total: int
    batching: Batching | None
