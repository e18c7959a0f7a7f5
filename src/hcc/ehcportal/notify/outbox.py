"""What waits to be mailed: who is to be told of which notice, and since when.

It lies on the portal as a BTree with a key for each notice, so that people who publish
in different cases at the same time do not get in each other's way.
"""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.access.audit import machine_time
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.notify.notices import Notice
from operator import attrgetter
from zope.annotation.interfaces import IAnnotations


_KEY = "hcc.ehcportal.outbox"


@dataclass(frozen=True)
class Entry:
    """A notice that waits. Its place is the ids of family, case and notice.

    ``since`` is the machine's time: the portal's own can stand still.
    """

    adult: str
    since: datetime
    place: tuple[str, str, str]


class Outbox:
    """The notices of a portal that wait to be mailed."""

    def __init__(self, portal):
        self.portal = portal

    def all(self) -> Iterator[Entry]:
        """Yield everything that waits, by adult."""
        for (adult, _notice), (since, place) in self._kept().items():
            yield Entry(adult, since, place)

    def of(self, adult: str) -> list[Entry]:
        """Return what waits for one adult, the oldest first."""
        found = self._kept().items((adult,), (adult, "~"))
        entries = (Entry(adult, *waiting) for _key, waiting in found)
        return sorted(entries, key=attrgetter("since"))

    def due(self, moment: datetime) -> list[str]:
        """Return the adults whose oldest notice has waited for its time by then."""
        before = moment - _pause()
        return sorted({entry.adult for entry in self.all() if entry.since <= before})

    def put(self, case, notice: Notice, *, at_once: bool = False) -> None:
        """Let a notice of a case wait, or be due without another pause."""
        outbox = IAnnotations(self.portal).setdefault(_KEY, OOBTree())
        since = machine_time() - _pause() if at_once else machine_time()
        outbox[notice.adult, notice.id] = (since, place_of(case, notice))

    def drop(self, entry: Entry) -> None:
        """Take out what is done with."""
        del IAnnotations(self.portal)[_KEY][entry.adult, entry.place[-1]]

    def _kept(self):
        return IAnnotations(self.portal).get(_KEY, OOBTree())


def _pause() -> timedelta:
    return timedelta(minutes=setting("notice_minutes"))


def place_of(case, notice: Notice) -> tuple[str, str, str]:
    """Return where a notice is kept, as ids of family, case and notice."""
    return aq_parent(aq_inner(case)).getId(), case.getId(), notice.id


def case_at(portal, place: tuple[str, str, str]):
    """Return the case of a place, or None where it was deleted or moved."""
    families = portal["families"]
    family_id, case_id, _notice = place
    if family_id not in families or case_id not in families[family_id]:
        return None
    return families[family_id][case_id]
