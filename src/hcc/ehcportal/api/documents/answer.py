"""What the services of documents give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.files import File
from hcc.ehcportal.api.many import Addresses
from hcc.ehcportal.api.shapes import named
from typing import Literal


@dataclass(frozen=True)
class CaseDocument:
    """A document; ``@id`` is its address.

    It ``is_new`` until whoever asks has fetched its file. Of one that was withdrawn a
    family is told the reason, and gets no file. Staff find drafts, too, which are not
    published yet.
    """

    at_id: str = named("@id")
    title: str
    state: Literal["draft", "published", "withdrawn"]
    document_date: date
    published_on: date | None
    replaced_on: date | None
    withdrawal_reason: str | None
    is_new: bool
    file: File | None


@dataclass(frozen=True)
class Replacement:
    """The address of the draft whose file it is to have, and why; staff read that."""

    draft: str
    reason: str


@dataclass(frozen=True)
class PublishMany:
    """The addresses of the drafts that are published."""

    documents: Addresses
