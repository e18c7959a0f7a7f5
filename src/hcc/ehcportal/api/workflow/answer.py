"""What ``@workflow`` takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.content.vocabularies import ENDINGS
from typing import Annotated
from typing import Literal


Line = Annotated[str, Bounds(most=1_000)]

Ending = Literal[tuple(ENDINGS.by_value)]


@dataclass(frozen=True)
class Move:
    """What a transition is made with.

    ``ending`` is for *close*, ``withdrawal_reason`` for *withdraw*; ``return_reason``
    is for *return*, and ``last_day`` until when the form is asked for again.
    """

    comment: Line = ""
    ending: Ending | None = None
    withdrawal_reason: Line | None = None
    return_reason: Line | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Moved:
    """The entry of the history that a transition made, as plone.restapi gives it."""

    action: str
    actor: str
    comments: str
    review_state: str
    time: datetime
    title: str
