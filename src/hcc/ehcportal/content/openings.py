"""Who has opened a document, since when and how often."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import datetime
from hcc.ehcportal.content.clock import now


@dataclass(frozen=True)
class Opening:
    """When one person first opened a document, and how often so far."""

    first: datetime
    times: int = 1


def openings_of(document) -> dict[str, Opening]:
    """Return by user id who has opened the file that the document has now."""
    return dict(document.openings or {})


def has_opened(document, person: str) -> bool:
    """Tell whether a person has opened the file that the document has now."""
    return person in (document.openings or ())


def note_opening(document, person: str) -> None:
    """Count that a person opens the document."""
    if document.openings is None:
        await_opening(document)
    before = document.openings.get(person)
    document.openings[person] = (
        Opening(before.first, before.times + 1) if before else Opening(now())
    )


def await_opening(document) -> None:
    """Begin anew: the document is published, or has another file.

    The tree is there before anybody opens it, so that two who do so at the same time
    change the tree and not the document.
    """
    document.openings = OOBTree()
