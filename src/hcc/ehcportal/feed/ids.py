"""The council's own ids: what in a portal has which, found without a query.

They are kept on the portal. Two imports that make the same thing at once write the same
key, so that one of them is begun again and finds what the other has made.
"""

from __future__ import annotations

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.intid.interfaces import IIntIds


_KEY = "hcc.ehcportal.council_ids"


@dataclass(frozen=True)
class Known:
    """What has an id of the council's.

    ``content`` is None where it was deleted. ``part`` tells which part of the content
    is meant, or of which file it was made.
    """

    content: object | None
    part: str


class _Kept(Persistent):
    """By kind and id the number that Plone gives all content, and by that the id."""

    def __init__(self):
        self.by_id = OOBTree()
        self.by_content = LOBTree()


class CouncilIds:
    """Reads and notes the council's ids of a portal."""

    def __init__(self, portal):
        self.portal = portal

    def get(self, kind: str, council_id: str) -> Known | None:
        """Return what has this id, if anything ever had."""
        entry = self._kept().by_id.get((kind, council_id))
        if entry is None:
            return None
        number, part = entry
        return Known(getUtility(IIntIds).queryObject(number), part)

    def id_of(self, content) -> str | None:
        """Return the council's id of a family, a case or a document, if it has one."""
        number = getUtility(IIntIds).queryId(content)
        return None if number is None else self._kept().by_content.get(number)

    def note(self, kind: str, council_id: str, content, part: str = "") -> None:
        """Note the id of content, or of the ``part`` of it that has this name."""
        number = getUtility(IIntIds).getId(content)
        kept = IAnnotations(self.portal).setdefault(_KEY, _Kept())
        kept.by_id[kind, council_id] = (number, part)

    def note_content(self, kind: str, council_id: str, content, part: str = "") -> None:
        """Note the id of content that has no other, so that it is found by both."""
        self.note(kind, council_id, content, part)
        number = getUtility(IIntIds).getId(content)
        self._kept().by_content[number] = council_id

    def _kept(self) -> _Kept:
        return IAnnotations(self.portal).get(_KEY) or _Kept()
