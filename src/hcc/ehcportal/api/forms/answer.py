"""What the services of forms give and take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.api.attachments import Attachment
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.forms.giving import LONGEST_NOTE
from typing import Annotated
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """A form to be filled in: begun, sent by the office, or returned for a reason."""

    at_id: str = named("@id")
    title: str
    note: str | None
    return_reason: str | None
    last_day: date | None


@dataclass(frozen=True)
class Offered:
    """A form that can be started by its ``form``, and is to be sent by a last day."""

    form: str
    title: str
    description: str
    last_day: date | None
    takes_files: bool


@dataclass(frozen=True)
class Forms:
    """What is to be filled in, and what can be; staff see it, and may start nothing."""

    at_id: str = named("@id")
    waiting: tuple[Waiting, ...]
    offered: tuple[Offered, ...]
    may_start: bool


@dataclass(frozen=True)
class Start:
    """Which form: the ``form`` of one that is offered."""

    form: str


@dataclass(frozen=True)
class FormPart:
    """A question, or what is only said: a "remark".

    ``help`` is plain, ``html`` a remark's, made safe. Other answers decide whether it
    ``is_asked`` now, as ``condition`` says in the words of easyform.
    """

    name: str
    kind: str
    title: str
    help: str
    html: str
    condition: str
    is_asked: bool


@dataclass(frozen=True)
class FormSection:
    """Some parts under a heading; the first may have none."""

    title: str
    help: str
    parts: tuple[FormPart, ...]


@dataclass(frozen=True)
class FileLimits:
    """Which files a form takes, and how many; sizes are in bytes."""

    extensions: tuple[str, ...]
    files: int
    bytes_each: int
    bytes_all: int


@dataclass(frozen=True)
class FormDraft:
    """A form that is being filled in.

    ``answers`` are what was typed, right or wrong, by the names of the questions:
    a text, or for several choices a list. ``schema`` is the JSON Schema of what can be
    submitted, ``problems`` what of it is missing or wrong. HTML was made safe.
    """

    at_id: str = named("@id")
    title: str
    introduction: str
    note: str | None
    return_reason: str | None
    last_day: date | None
    version: int
    saved_at: datetime | None
    may_submit: bool
    sections: tuple[FormSection, ...]
    schema: Mapping[str, Any]
    answers: Mapping[str, str | tuple[str, ...]]
    problems: tuple[FieldProblem, ...]
    attachments: tuple[Attachment, ...]
    limits: FileLimits | None


@dataclass(frozen=True)
class Saving:
    """What was typed since ``version`` was read; what is left out stays as it is.

    ``answers`` are texts and lists of texts, as the draft's own are.
    """

    version: int
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Submitting:
    """The version of the draft that was checked, and is to be submitted."""

    version: int


@dataclass(frozen=True)
class Receipt:
    """That a form was submitted, and the number to refer to it by."""

    at_id: str = named("@id")
    title: str
    number: str
    submitted_at: datetime
    confirmation: str


@dataclass(frozen=True)
class Sendable:
    """A form that can be sent to a family by its ``design``.

    It ``is_given`` where the office has sent it in this case, or the family has
    submitted it. One for ``once`` is not sent again then.
    """

    design: str
    title: str
    description: str
    takes_files: bool
    once: bool
    is_given: bool


@dataclass(frozen=True)
class Sendables:
    """The forms that can be sent, in their order; none while the case is not open."""

    at_id: str = named("@id")
    items: tuple[Sendable, ...]
    may_send: bool


@dataclass(frozen=True)
class Sending:
    """Which form, until when it is asked for, and what the family reads beside it."""

    design: str
    last_day: date | None = None
    note: Annotated[str, Bounds(most=LONGEST_NOTE)] | None = None
