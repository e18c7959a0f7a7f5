"""From the recorded states of a case's stages to what a family is shown."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from enum import StrEnum
from hcc.ehcportal.process.calendar import days_late
from hcc.ehcportal.process.errors import DueBeforeRequest
from hcc.ehcportal.process.errors import RequestBeforeBirth
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.events import NOTHING_KNOWN
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.rules import RuleSet
from hcc.ehcportal.process.working_days import working_target


class StageState(StrEnum):
    """What staff record of a stage: the states of ``ehc_stage_workflow``."""

    LATER = "later"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class TrackerState(StrEnum):
    """What the tracker shows: ``next`` is derived, the rest is recorded."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NEXT = "next"
    LATER = "later"
    NOT_NEEDED = "not_needed"
    ENDED = "ended"


@dataclass(frozen=True)
class StageFacts:
    """What is recorded of one stage. ``target`` is the council's own date for it."""

    key: str
    state: StageState
    deadline: Deadline | None = None
    target: date | None = None
    completed_on: date | None = None
    exemptions: tuple[Exemption, ...] = ()

    @property
    def exemption(self) -> Exemption | None:
        """The last one recorded for this deadline: it lifts no other."""
        tied = [e for e in self.exemptions if e.deadline == self.deadline]
        return tied[-1] if tied else None


@dataclass(frozen=True)
class CaseFacts:
    """What is recorded of a case, in the order of its stages.

    ``events`` are the days beside that of the request from which deadlines count.
    """

    request_received: date
    stages: tuple[StageFacts, ...] = ()
    ended: bool = False
    events: Events = NOTHING_KNOWN


@dataclass(frozen=True)
class StageReading:
    """One stage as it stands on a day.

    ``legal_day`` is the last day that the law allows, ``target`` the council's own
    earlier date; ``late_days`` counts from the legal day, or from the target where the
    law sets none, and is 0 where an ``exemption`` lifts the deadline.
    """

    key: str
    state: TrackerState
    legal_day: date | None
    target: date | None
    completed_on: date | None
    late_days: int
    exemption: Exemption | None

    @property
    def due(self) -> date | None:
        """The day that this stage is measured against."""
        return self.legal_day or self.target

    @property
    def is_awaited(self) -> bool:
        """Whether the stage still lies before the family."""
        return self.state in (
            TrackerState.IN_PROGRESS,
            TrackerState.NEXT,
            TrackerState.LATER,
        )

    @property
    def working_target(self) -> date | None:
        """The last working day by the legal day, for staff."""
        return self.legal_day and working_target(self.legal_day)

    @property
    def is_late(self) -> bool:
        """Whether the stage missed, or is missing, its day without an exemption."""
        return self.late_days > 0


def check_request(request_received: date, date_of_birth: date) -> None:
    """Raise ``RequestBeforeBirth`` for a request dated before the child was born."""
    if request_received < date_of_birth:
        raise RequestBeforeBirth(request_received.isoformat())


def check_due(due: date, request_received: date) -> None:
    """Raise ``DueBeforeRequest`` for a target before the request was received."""
    if due < request_received:
        raise DueBeforeRequest(due.isoformat())


def read_stages(
    case: CaseFacts,
    rules: RuleSet,
    today: date,
    *,
    count_receipt_day: bool = False,
) -> tuple[StageReading, ...]:
    """Return every stage of ``case`` as it stands on ``today``, in the same order.

    A stage whose deadline counts from a day that is not known yet has no legal day.
    """
    upcoming = None if case.ended else _next_key(case.stages)
    kept = HouseRules(count_receipt_day=count_receipt_day).applied_to(rules)
    legal_days = kept.legal_days(replace(case.events, received=case.request_received))
    return tuple(
        _read(facts, case.ended, legal_days, today, facts.key == upcoming)
        for facts in case.stages
    )


def current(readings: Iterable[StageReading]) -> StageReading | None:
    """Return where a family is: the last stage in progress, or else the last done."""
    found = None
    for reading in readings:
        if reading.state is TrackerState.IN_PROGRESS or (
            reading.state is TrackerState.DONE
            and (found is None or found.state is TrackerState.DONE)
        ):
            found = reading
    return found


def _next_key(stages: Sequence[StageFacts]) -> str | None:
    """Return the first stage that waits behind everything begun."""
    begun = [
        index
        for index, facts in enumerate(stages)
        if facts.state in (StageState.DONE, StageState.IN_PROGRESS)
    ]
    start = begun[-1] + 1 if begun else 0
    for facts in stages[start:]:
        if facts.state is StageState.LATER:
            return facts.key
    return None


def _read(
    facts: StageFacts,
    ended: bool,
    legal_days: Mapping[Deadline, date],
    today: date,
    is_next: bool,
) -> StageReading:
    legal_day = legal_days.get(facts.deadline)
    return StageReading(
        key=facts.key,
        state=_tracker_state(facts.state, is_next, ended),
        legal_day=legal_day,
        target=facts.target,
        completed_on=facts.completed_on,
        late_days=_late_days(facts, legal_day or facts.target, today, ended),
        exemption=facts.exemption,
    )


def _tracker_state(state: StageState, is_next: bool, ended: bool) -> TrackerState:
    if is_next:
        return TrackerState.NEXT
    if ended and state in (StageState.LATER, StageState.IN_PROGRESS):
        return TrackerState.ENDED
    return TrackerState(state.value)


def _late_days(facts: StageFacts, due: date | None, today: date, ended: bool) -> int:
    if due is None or facts.exemption or facts.state is StageState.NOT_NEEDED:
        return 0
    if facts.completed_on is not None:
        return days_late(due, facts.completed_on)
    if ended or facts.state is StageState.DONE:
        return 0
    return days_late(due, today)
