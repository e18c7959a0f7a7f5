"""What ``@ehc-timetable`` tells: days, and beside each what the page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.process.stages import TrackerState


@dataclass(frozen=True)
class StageLine:
    """A stage, its days, and how the page says them; None where it says nothing."""

    key: str
    title: str
    state: TrackerState
    state_word: str
    legal_day: date | None
    target: date | None
    completed_on: date | None
    late_days: int
    date_line: str | None
    target_line: str | None
    late_line: str | None
    exemption: str | None


@dataclass(frozen=True)
class DayLine:
    """A last day that belongs to no stage, such as that for an appeal."""

    key: str
    title: str
    day: date
    words: str


@dataclass(frozen=True)
class Timetable:
    """The dates of a case as they stand on ``today``."""

    at_id: str = named("@id")
    title: str
    today: date
    request_received: date
    state: str
    ending: str
    stages: tuple[StageLine, ...]
    other_dates: tuple[DayLine, ...]
    rules_reference: str
    calendar_url: str
