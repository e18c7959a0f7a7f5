"""What families did, in the order in which a case system is told of it.

An entry is the number of what stands in the audit record. Numbers are given by one
process, to what is committed already: so a reader who knows a number has seen all that
has a smaller one, and what is committed late gets a later number. Nothing is skipped
and nothing comes twice, whatever was written at the same time.
"""

from __future__ import annotations

from BTrees.LLBTree import LLBTree
from dataclasses import dataclass
from hcc.ehcportal.access.audit import Entry
from hcc.ehcportal.access.audit import entry_with
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.audit import take_by_families
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.stage import case_of
from itertools import islice
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

import secrets


_KEY = "hcc.ehcportal.journal"

# A part of content or of the portal stands behind this in what an entry is about.
_PART = "#"


class BadCursor(ValueError):
    """A cursor that this journal never gave, or that lies ahead of it."""


@dataclass(frozen=True)
class Numbered:
    """An entry of the audit record with its place; ``cursor`` leads on behind it."""

    cursor: str
    entry: Entry


class _Kept(Persistent):
    """Ids of entries of the audit record by their number; the first has number 1."""

    def __init__(self):
        self.name = secrets.token_hex(4)
        self.entries = LLBTree()

    def cursor(self, number: int) -> str:
        return f"{self.name}-{number}"


class Journal:
    """Reads what families did in a portal, and adds to it."""

    def __init__(self, portal):
        self.portal = portal

    def after(self, cursor: str | None, limit: int) -> list[Numbered]:
        """Return what comes behind a cursor, or from the beginning without one.

        Raises ``BadCursor``.
        """
        kept = self._kept()
        if kept is None:
            return self._of_none(cursor)
        first = self._number(kept, cursor) + 1 if cursor else 1
        found = islice(kept.entries.items(first), limit)
        return [Numbered(kept.cursor(n), entry_with(entry)) for n, entry in found]

    @property
    def end(self) -> str | None:
        """The cursor behind which nothing comes yet; None where nothing ever came."""
        kept = self._kept()
        return None if kept is None else kept.cursor(kept.entries.maxKey())

    def add(self, entry: Entry) -> None:
        """Give an entry the next number."""
        kept = IAnnotations(self.portal).setdefault(_KEY, _Kept())
        number = kept.entries.maxKey() + 1 if kept.entries else 1
        kept.entries[number] = entry.id

    def _kept(self) -> _Kept | None:
        return IAnnotations(self.portal).get(_KEY)

    def _of_none(self, cursor: str | None) -> list[Numbered]:
        if cursor:
            raise BadCursor(cursor)
        return []

    def _number(self, kept: _Kept, cursor: str) -> int:
        name, _dash, number = cursor.partition("-")
        # Python itself refuses to read thousands of digits.
        is_number = number.isascii() and number.isdigit() and len(number) < 19
        if name != kept.name or not is_number or int(number) > kept.entries.maxKey():
            raise BadCursor(cursor)
        return int(number)


def number_changes() -> None:
    """Number what families of the site did and what has no number yet."""
    entries = take_by_families()
    portals = {subject_of(each): each for each in portals_of_site() if entries}
    for entry in entries:
        portal = _portal(portals, entry)
        if portal is not None and _is_by_family(entry):
            Journal(portal).add(entry)


def content_of(entry: Entry):
    """Return what an entry is about and the id of its part; None for what is gone."""
    path, _hash, part = (entry.subject or "").partition(_PART)
    content = api.portal.get().unrestrictedTraverse(path, None) if path else None
    return content, part or None


def _portal(portals: dict[str, object], entry: Entry):
    subject = entry.subject or ""
    return next(
        (
            portal
            for path, portal in portals.items()
            if subject.startswith((f"{path}/", f"{path}{_PART}"))
        ),
        None,
    )


def _is_by_family(entry: Entry) -> bool:
    """Tell whether an adult of the case did it: staff open documents, too."""
    if entry.kind != "document_downloaded":
        return True
    document, _part = content_of(entry)
    if not IEHCDocument.providedBy(document):
        return False
    case = case_of(document)
    grants = AccessRegister(case.aq_parent).grants_for(case.getId())
    return entry.who in {grant.adult for grant in grants}
