"""What families did, as a case system is told of it: ids, and nothing of content."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from datetime import datetime
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.supportingform import IEHCSupportingForm
from hcc.ehcportal.feed.ids import CouncilIds
from hcc.ehcportal.feed.journal import content_of
from hcc.ehcportal.feed.journal import Journal
from hcc.ehcportal.feed.journal import Numbered
from plone.uuid.interfaces import IUUID
from typing import Literal


Kind = Literal[
    "access_requested",
    "assessment_requested",
    "assessment_requested_again",
    "document_opened",
    "form_submitted",
    "invitation_accepted",
    "message_written",
]

# What the audit record calls otherwise.
_KINDS = {"document_downloaded": "document_opened"}


@dataclass(frozen=True)
class Named:
    """Content of the portal; ``id`` is the council's own, where it has given one."""

    id: str | None
    uid: str
    url: str


@dataclass(frozen=True)
class FamilyChange:
    """One thing that a family did.

    ``content`` is the form, message or document, ``design`` the name of the editors'
    form that it was started from, ``part`` the id of a request or an invitation. What
    was deleted since is None.
    """

    id: str
    kind: Kind
    moment: datetime
    family: Named | None
    case: Named | None
    content: Named | None
    design: str | None
    part: str | None


@dataclass(frozen=True)
class FamilyChanges:
    """A part of what families did; ``cursor`` leads on, ``more`` tells that there is.

    Without anything new the cursor stays the one that was asked with.
    """

    items: tuple[FamilyChange, ...]
    cursor: str | None
    more: bool


def changes_after(portal, cursor: str | None, limit: int) -> FamilyChanges:
    """Return what families did behind a cursor. Raises ``BadCursor``."""
    found = Journal(portal).after(cursor, limit + 1)
    shown = found[:limit]
    return FamilyChanges(
        items=tuple(_change(portal, each) for each in shown),
        cursor=shown[-1].cursor if shown else cursor,
        more=len(found) > limit,
    )


def _change(portal, numbered: Numbered) -> FamilyChange:
    entry, ids = numbered.entry, CouncilIds(portal)
    content, part = content_of(entry)
    case = None if content is None else case_of(content)
    family = None if case is None else aq_parent(aq_inner(case))
    is_within = case is not None and not IEHCCase.providedBy(content)
    return FamilyChange(
        id=numbered.cursor,
        kind=_KINDS.get(entry.kind, entry.kind),
        moment=entry.when,
        family=_named(ids, family),
        case=_named(ids, case),
        content=_named(ids, content) if is_within else None,
        design=_design(portal, content),
        part=part,
    )


def _named(ids: CouncilIds, content) -> Named | None:
    if content is None:
        return None
    return Named(ids.id_of(content), IUUID(content), content.absolute_url())


def _design(portal, content) -> str | None:
    if not IEHCSupportingForm.providedBy(content):
        return None
    designs = portal["forms"].objectValues()
    return next((d.getId() for d in designs if IUUID(d) == content.form_key), None)
