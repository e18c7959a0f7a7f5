"""The mails that were made of notices, and what became of them.

That a mail was handed to the queue is known at once, that it was refused for good some
time later. Mails that arrived are forgotten after a while, for each case keeps its own
notices; a mail that was refused stays until somebody sees to it.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from itertools import islice
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


_KEY = "hcc.ehcportal.mailings"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# How long a mail that arrived is shown, and how many are forgotten at a time.
_KEPT = timedelta(days=90)
_AT_A_TIME = 20


@dataclass(frozen=True)
class Mailing:
    """One mail to one adult about notices at some places (see ``outbox``).

    Times are the machine's. ``reason`` says why it was refused: the code that the mail
    server gave, or a key.
    """

    message_id: str
    adult: str
    places: tuple[tuple[str, str, str], ...]
    handed_at: datetime
    failed_at: datetime | None = None
    reason: str | None = None


class _Kept(Persistent):
    """Mailings by their time, the newest first: a BTree is walked forward."""

    def __init__(self):
        self.mailings = OOBTree()
        self.keys = OOBTree()
        self.refused = OOTreeSet()


class Mailings:
    """The mails of a portal."""

    def __init__(self, portal):
        self.portal = portal

    def get(self, message_id: str) -> Mailing | None:
        """Return the mail with this Message-ID, if it is one of ours."""
        kept = self._kept()
        key = kept.keys.get(message_id)
        return None if key is None else kept.mailings[key]

    def latest(self, limit: int) -> list[Mailing]:
        """Return the latest mails, the newest first."""
        return list(islice(self._kept().mailings.values(), limit))

    def refused(self) -> Iterator[Mailing]:
        """Yield the mails that were refused and that nobody has seen to."""
        kept = self._kept()
        for key in kept.refused:
            yield kept.mailings[key]

    def add(self, mailing: Mailing) -> None:
        """Keep a mail that was handed to the queue, or could not be."""
        kept = IAnnotations(self.portal).setdefault(_KEY, _Kept())
        key = (-((mailing.handed_at - _EPOCH) // timedelta(microseconds=1)),)
        key += (mailing.message_id,)
        kept.keys[mailing.message_id] = key
        kept.mailings[key] = mailing
        if mailing.failed_at is not None:
            kept.refused.insert(key)
        self._forget(mailing.handed_at - _KEPT)

    def refuse(self, message_id: str, reason: str, moment: datetime) -> Mailing:
        """Write down that a mail was refused for good. Raises ``KeyError``."""
        kept = self._kept()
        key = kept.keys[message_id]
        refused = replace(kept.mailings[key], failed_at=moment, reason=reason)
        kept.mailings[key] = refused
        kept.refused.insert(key)
        return refused

    def settle(self, message_id: str) -> Mailing:
        """Take a mail from those that were refused. Raises ``KeyError``."""
        kept = self._kept()
        key = kept.keys[message_id]
        kept.refused.remove(key)
        return kept.mailings[key]

    def _forget(self, before: datetime) -> None:
        kept = self._kept()
        oldest = (-((before - _EPOCH) // timedelta(microseconds=1)),)
        found = (key for key in kept.mailings.keys(oldest) if key not in kept.refused)
        for key in list(islice(found, _AT_A_TIME)):
            del kept.mailings[key]
            del kept.keys[key[-1]]

    def _kept(self) -> _Kept:
        return IAnnotations(self.portal).get(_KEY) or _Kept()
