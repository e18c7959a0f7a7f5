"""What is known of a file: that it was checked, and what the virus scanner said.

It is written on the file itself, so that it goes wherever the file goes: into another
document's place, among its earlier versions, into a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from plone.namedfile.file import NamedBlobFile


CLEAN = "clean"
INFECTED = "infected"
# The scanner was away: closed until it is back.
WAITING = "waiting"
# The council has no scanner.
UNSCANNED = "unscanned"

_NAME = "ehc_mark"


@dataclass(frozen=True)
class Mark:
    """It is worth nothing once other contents were written, or of another length."""

    written: int
    size: int
    scan: str


def scan_state(file: NamedBlobFile) -> str | None:
    """Return what the scanner said of a file, or None for one that was not checked."""
    mark = getattr(file, _NAME, None)
    return mark.scan if mark == _mark(file, getattr(mark, "scan", "")) else None


def is_unchecked(file: NamedBlobFile | None) -> bool:
    """Tell of a file that comes just now, and that nothing has checked before.

    One that is stored was checked when it came: councils may allow less now, and still
    nobody should have to remove it to change its description.
    """
    return file is not None and file._p_jar is None and scan_state(file) is None


def mark_as(file: NamedBlobFile, scan: str) -> None:
    """Write down that a file was checked, and what the scanner said of it."""
    setattr(file, _NAME, _mark(file, scan))


def take_mark(copy: NamedBlobFile, file: NamedBlobFile) -> None:
    """Mark a file as the one that it is a copy of."""
    scan = scan_state(file)
    if scan is not None:
        mark_as(copy, scan)


def is_held(file: NamedBlobFile) -> bool:
    """Tell whether nobody may have a file: it has a virus, or may have one."""
    return scan_state(file) in (WAITING, INFECTED)


def _mark(file: NamedBlobFile, scan: str) -> Mark:
    # The moment of writing is what Plone's own caches tell contents apart by.
    return Mark(getattr(file, "_modified", 0), file.getSize(), scan)
