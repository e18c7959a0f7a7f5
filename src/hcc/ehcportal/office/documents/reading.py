"""What a file says: how many pages it has, and whom it names.

The text is taken by a process of its own (``extract``) with a bounded time and memory.
It is not kept: only whom it names is.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.office.documents.namesakes import Finding
from hcc.ehcportal.office.documents.namesakes import findings_in
from hcc.ehcportal.office.documents.patience import Patience

import json
import os
import subprocess
import sys
import tempfile


READ = "read"
EMPTY = "empty"
UNREADABLE = "unreadable"
NOT_ASKED = "not asked"
NO_TIME = "no time"

_READABLE = ("pdf", "docx")


@dataclass(frozen=True)
class Limits:
    """How much of the machine one file may cost.

    ``seconds`` of computing; three times as many may pass by the clock on the wall.
    """

    seconds: int = 8
    megabytes: int = 768


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


def extract(file, limits: Limits | None = None) -> Extract | None:
    """Return the text of a PDF or DOCX file, or None where it cannot be taken."""
    limits = limits or Limits()
    with file.open() as opened, tempfile.TemporaryFile() as answer:
        try:
            # Of what was uploaded, the command has nothing in it.
            subprocess.run(  # noqa: S603
                _command(extension_of(file.filename), limits),
                stdin=opened,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                # Nothing of the server's own surroundings.
                env={"PYTHONPATH": os.pathsep.join(sys.path)},
                timeout=3 * limits.seconds,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
        answer.seek(0)
        return Extract(**json.load(answer))


def _command(kind: str, limits: Limits) -> list[str]:
    module = f"{__package__}.extract"
    numbers = [str(limits.seconds), str(limits.megabytes)]
    # -P: no folder that happens to be the current one is looked into.
    return [sys.executable, "-P", "-m", module, kind, *numbers]
