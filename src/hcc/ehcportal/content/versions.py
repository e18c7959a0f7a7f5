"""The files that a document had, each with how it was given to the family."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import datetime
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.events import DocumentReplaced
from hcc.ehcportal.content.openings import await_opening
from plone.namedfile.file import NamedBlobFile
from zope.event import notify


@dataclass(frozen=True)
class Version:
    """A file that the family had until another took its place; staff keep it.

    ``adults`` are the user ids of those who had access when it was published.
    """

    file: NamedBlobFile
    published_at: datetime
    published_by: str | None
    adults: tuple[str, ...]
    openings: OOBTree | None
    replaced_at: datetime
    replaced_by: str | None
    reason: str


def published_at(document) -> datetime:
    """Return when the family was given the file that the document has now."""
    if document.versions:
        return document.versions[-1].replaced_at
    return document.effective_date.asdatetime()


def published_by(document) -> str | None:
    """Return the user id of whoever gave the family the present file."""
    if document.versions:
        return document.versions[-1].replaced_by
    history = document.workflow_history["ehc_document_workflow"]
    actors = (entry["actor"] for entry in history if entry.get("action") == "publish")
    return next(actors, None)


def version_now(document, by: str | None = None, reason: str = "") -> Version:
    """Return what the family has now, as it is kept if ``by`` replaces it now."""
    return Version(
        file=document.file,
        published_at=published_at(document),
        published_by=published_by(document),
        adults=document.adults,
        openings=document.openings,
        replaced_at=now(),
        replaced_by=by,
        reason=reason,
    )


def replace_file(document, file: NamedBlobFile, reason: str, by: str | None) -> None:
    """Give a published document another file, and keep the one that it has."""
    document.versions = (*document.versions, version_now(document, by, reason))
    document.file = file
    await_opening(document)
    notify(DocumentReplaced(document))
