"""What the services of stages give and take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.process.stages import TrackerState
from typing import Annotated


# How many cases are dealt with in one request.
MOST_CASES = 100


@dataclass(frozen=True)
class Transition:
    """Something that whoever asks may do now, at the address ``@id``."""

    at_id: str = named("@id")
    id: str
    title: str


@dataclass(frozen=True)
class CaseStage:
    """A stage, where it stands and which days are set for it."""

    at_id: str = named("@id")
    key: str
    title: str
    state: TrackerState
    legal_day: date | None
    target: date | None
    completed_on: date | None
    late_days: int
    outcome: str | None
    transitions: tuple[Transition, ...]


@dataclass(frozen=True)
class Stages:
    """The stages of a case, in their order."""

    at_id: str = named("@id")
    items: tuple[CaseStage, ...]


@dataclass(frozen=True)
class FinishMany:
    """The key of a stage, and the addresses of the cases in which it is finished."""

    stage: str
    cases: Annotated[tuple[str, ...], Bounds(1, MOST_CASES)]


@dataclass(frozen=True)
class StageOutcome:
    """What became of one case; ``why`` says why nothing was done, if so."""

    case: str
    why: str | None


@dataclass(frozen=True)
class StageReport:
    """In how many cases it was done, and what became of each."""

    done: int
    items: tuple[StageOutcome, ...]
