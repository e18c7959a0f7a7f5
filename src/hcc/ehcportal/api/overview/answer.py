"""What ``@ehc-overview`` tells of a case: what its family reads on the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.process.stages import TrackerState


@dataclass(frozen=True)
class Link:
    """A page of the council's website."""

    title: str
    url: str


@dataclass(frozen=True)
class Exemption:
    """What the council says about a deadline that was lifted."""

    text: str


@dataclass(frozen=True)
class Standing:
    """Where a stage stands: which days are set for it, and how late it is in days."""

    key: str
    state: TrackerState
    legal_day: date | None
    target: date | None
    completed_on: date | None
    late_days: int
    exemption: Exemption | None


@dataclass(frozen=True)
class Stage:
    """A stage of the assessment."""

    title: str
    deadline: str | None
    outcome: str | None
    explanation: str | None
    reading: Standing


@dataclass(frozen=True)
class Day:
    """A day of the timetable: "done", "legal" (the last in law) or "target"."""

    key: str
    title: str
    day: date
    kind: str
    late_days: int


@dataclass(frozen=True)
class Contact:
    """Who coordinates, or coordinated, the case."""

    name: str
    since: date
    until: date | None
    email: str | None
    phone: str | None


@dataclass(frozen=True)
class Advice:
    """A service that was asked for advice."""

    id: str
    service: str
    requested: date
    due: date
    received: date | None
    late_days: int
    clause: str


@dataclass(frozen=True)
class Document:
    """A document that the family was given; one that was withdrawn is not to be had."""

    title: str
    url: str
    published_on: date
    document_date: date
    withdrawn: bool
    withdrawal_reason: str | None
    file_type: str
    size: int
    is_new: bool
    replaced_on: date | None
    open_url: str
    save_url: str


@dataclass(frozen=True)
class Message:
    """A message to the family, or from it."""

    subject: str
    text: str
    url: str
    sender: str
    recipients: tuple[str, ...]
    sent_at: datetime
    is_read: bool
    thread: str


@dataclass(frozen=True)
class Form:
    """A form that the family has begun or sent."""

    title: str
    url: str
    key: str | None
    state: str
    note: str | None
    submitted_at: datetime | None
    return_reason: str | None
    last_day: date | None


@dataclass(frozen=True)
class Overview:
    """The whole case."""

    at_id: str = named("@id")
    uid: str
    revision: int
    name: str
    url: str
    date_of_birth: date
    gender: str
    reference: str | None
    request_received: date
    request_source: str
    state: str
    ending: str
    coordinator: str | None
    contact: Contact | None
    contacts: tuple[Contact, ...]
    involvements: tuple[str, ...]
    advice: tuple[Advice, ...]
    today: date
    stages: tuple[Stage, ...]
    dates: tuple[Day, ...]
    comments: tuple[date, date | None] | None
    rules_reference: str
    current: Stage | None
    happening: str | None
    local_offer: tuple[Link, ...]
    documents: tuple[Document, ...]
    messages: tuple[Message, ...]
    sent_items: tuple[Message, ...]
    forms: tuple[Form, ...]
