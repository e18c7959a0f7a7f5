"""What ``@ehc-exemptions`` takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import Line
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from typing import Annotated


Text = Annotated[str, Bounds(1, 5_000)]


@dataclass(frozen=True)
class NewExemption:
    """What the law allows as a reason, and the words for it.

    ``start`` and ``end`` are its first and last day, ``who`` whose school,
    circumstances or absence it is. Staff alone read the ``evidence``; the family reads
    the ``text``.
    """

    clause: Clause
    start: date
    end: date
    who: Line
    evidence: Text
    text: Text


@dataclass(frozen=True)
class RecordedExemption:
    """An exemption with the deadline that it lifts, and who recorded it, by user id."""

    deadline: Deadline
    clause: Clause
    start: date
    end: date
    who: str
    evidence: str
    text: str
    recorded_by: str
    recorded_by_name: str
    recorded_at: datetime


@dataclass(frozen=True)
class StageExemptions:
    """All that were recorded for a stage, the latest first: that one counts.

    ``hindrance`` says why none can be recorded, if so.
    """

    at_id: str = named("@id")
    items: tuple[RecordedExemption, ...]
    hindrance: str | None
