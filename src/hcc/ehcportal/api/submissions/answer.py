"""What the services of submitted forms give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hcc.ehcportal.api.attachments import Attachment
from hcc.ehcportal.api.shapes import named
from typing import Any
from typing import Literal


State = Literal["submitted", "received", "returned"]


@dataclass(frozen=True)
class Sent:
    """A form that was submitted, and what the office has done with it."""

    at_id: str = named("@id")
    title: str
    form: str | None
    state: State
    submitted_at: datetime


@dataclass(frozen=True)
class Row:
    """A question with its answer in words, or a heading above some."""

    name: str
    question: str
    answer: str
    is_heading: bool
    is_answered: bool


@dataclass(frozen=True)
class Submission:
    """Everything that was sent with one form.

    ``rows`` say it as the page does, ``answers`` are for programmes: by the names of
    the questions, days in ISO 8601. ``pdf_url`` gives it as PDF. A form that was
    ``returned`` for a reason stays as it was; ``returned_from`` is the address of the
    one that this is the copy of.
    """

    at_id: str = named("@id")
    title: str
    form: str | None
    state: State
    receipt: str
    submitted_at: datetime
    submitted_by: str
    return_reason: str | None
    returned_from: str | None
    rows: tuple[Row, ...]
    answers: Mapping[str, Any]
    attachments: tuple[Attachment, ...]
    pdf_url: str
