"""What a file says: how many pages it has, and whom it names.

The text is taken by a process of its own (``extract``) with a bounded time and memory.
It is not kept: only whom it names is.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from hcc.ehcportal.content.bounded import answer_of
from hcc.ehcportal.content.bounded import Bounds
from hcc.ehcportal.content.bounded import BrokenOff
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.office.documents.namesakes import Finding
from hcc.ehcportal.office.documents.namesakes import findings_in
from hcc.ehcportal.office.documents.patience import Patience

import json


READ = "read"
EMPTY = "empty"
UNREADABLE = "unreadable"
NOT_ASKED = "not asked"
NO_TIME = "no time"

_READABLE = ("pdf", "docx")

_EXTRACT = f"{__package__}.extract"


@dataclass(frozen=True)
class Extract:
    """The text of a file and its number of pages, where it tells one."""

    pages: int | None
    text: str


@dataclass(frozen=True)
class Reading:
    """What is known of a file; ``outcome`` tells whether there was a text to compare.

    It is worth nothing for another ``file``.
    """

    file: object = field(repr=False)
    outcome: str = NOT_ASKED
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


def reading_of(document, patience: Patience) -> Reading:
    """Return what is known of a document's file, read now where it is another one."""
    kept = document.reading
    if kept is not None and kept.file is document.file:
        return kept
    return read(document.file, document, patience)


def read(file, content, patience: Patience) -> Reading:
    """Read a file and compare it with the children of the portal.

    ``content`` is the case that it is for, or lies in it. Nothing is read any more
    where the patience is over.
    """
    if extension_of(file.filename) not in _READABLE:
        return Reading(file)
    if patience.is_over:
        return Reading(file, NO_TIME)
    found = extract(file)
    if found is None:
        return Reading(file, UNREADABLE)
    if not found.text.strip():
        return Reading(file, EMPTY, found.pages)
    return Reading(file, READ, found.pages, findings_in(found.text, content))


def extract(file, bounds: Bounds | None = None) -> Extract | None:
    """Return the text of a PDF or DOCX file, or None where it cannot be taken."""
    kind, bounds = extension_of(file.filename), bounds or Bounds()
    try:
        with file.open() as opened, answer_of(_EXTRACT, kind, opened, bounds) as answer:
            return Extract(**json.load(answer))
    except BrokenOff:
        return None
