"""What the services of messages give and take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.shapes import LEFT_OUT
from hcc.ehcportal.api.shapes import named


@dataclass(frozen=True)
class CaseMessage:
    """A message that was sent, by the office or ``from_family``.

    ``@id`` is its address; ``thread`` is the same for a message and whatever answers
    it. To an adult of the family ``recipients`` tells of themselves alone. What the
    family wrote ``is_read`` when anybody of the office has opened it.
    """

    at_id: str = named("@id")
    subject: str
    text: str
    sender: str
    recipients: tuple[str, ...]
    sent_at: datetime
    from_family: bool
    is_read: bool
    thread: str


@dataclass(frozen=True)
class Writing:
    """A message to the office."""

    subject: str
    text: str


@dataclass(frozen=True)
class Reply:
    """An answer to a message; its subject follows from that one's."""

    text: str


@dataclass(frozen=True)
class Recipient:
    """An adult with access to the case today; ``id`` is how a draft names them."""

    id: str
    name: str
    relationship: str


@dataclass(frozen=True)
class OfficeDraft:
    """A message of the office that is not sent yet.

    ``to`` are the ids of those chosen, none for all with access; ``receivers`` are
    those who get it if it is sent today, and ``problems`` what keeps it from being.
    """

    at_id: str = named("@id")
    subject: str
    text: str
    to: tuple[str, ...]
    receivers: tuple[Recipient, ...]
    problems: tuple[FieldProblem, ...]
    thread: str | None


@dataclass(frozen=True)
class NewDraft:
    """A message to write down.

    ``to`` are the ids of those whom it is for; none, for all with access. Where it
    ``answers`` a message of the family, by its address, it is for whoever wrote that,
    unless ``to`` says else.
    """

    subject: str
    text: str = ""
    to: tuple[str, ...] | None = None
    answers: str | None = None


@dataclass(frozen=True)
class DraftChange:
    """What is to be another in a draft; what is left out stays."""

    subject: str = LEFT_OUT
    text: str = LEFT_OUT
    to: tuple[str, ...] = LEFT_OUT


@dataclass(frozen=True)
class Recipients:
    """Everybody to whom the office can write in a case."""

    items: tuple[Recipient, ...]
