"""What the services of stages give and take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.many import Addresses
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.process.stages import TrackerState


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
    cases: Addresses
