"""How far each receiver has got, and when it is tried again.

A receiver is a reader whose cursor the portal keeps. So nothing is queued a second
time, and what was not delivered is delivered later, whatever was restarted meanwhile.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Collection
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.feed.journal import Journal
from zope.annotation.interfaces import IAnnotations


_KEY = "hcc.ehcportal.hooks"

# A receiver is tried again after a minute, then after twice as long each time.
_SOON = timedelta(minutes=1)
_AT_MOST = timedelta(hours=1)

# Tries that nobody is troubled with.
_STUCK = 3


@dataclass(frozen=True)
class Standing:
    """Where one receiver stands.

    It has taken all up to ``cursor``. If it fails, it does so ``since`` a moment for
    this ``reason``, and is left alone ``until`` another. Times are the machine's.
    """

    cursor: str | None
    tries: int = 0
    since: datetime | None = None
    until: datetime | None = None
    reason: str | None = None

    @property
    def is_stuck(self) -> bool:
        """Whether somebody has to see to it: others get over a pause or two."""
        return self.tries >= _STUCK

    def waits(self, moment: datetime) -> bool:
        """Tell whether the receiver is left alone then."""
        return self.until is not None and moment < self.until

    def failed(self, reason: str, moment: datetime) -> Standing:
        """Return where it stands after it has not taken a delivery."""
        pause = min(_SOON * 2 ** min(self.tries, 10), _AT_MOST)
        return replace(
            self,
            tries=self.tries + 1,
            since=self.since or moment,
            until=moment + pause,
            reason=reason,
        )


class Standings:
    """The receivers of what families did in a portal, by their addresses."""

    def __init__(self, portal):
        self.portal = portal

    def get(self, address: str) -> Standing:
        """Return where a receiver stands. Raises ``KeyError``."""
        return self._kept()[address]

    def failing(self) -> dict[str, Standing]:
        """Return the receivers that did not take the last delivery."""
        return {k: each for k, each in self._kept().items() if each.reason}

    def keep(self, addresses: Collection[str]) -> None:
        """Keep these receivers and no others; a new one is told of what comes now."""
        kept = self._kept()
        for address in set(kept) - set(addresses):
            del kept[address]
        for address in set(addresses) - set(kept):
            self.put(address, Standing(Journal(self.portal).end))

    def put(self, address: str, standing: Standing) -> None:
        """Write down where a receiver stands."""
        kept = IAnnotations(self.portal).setdefault(_KEY, OOBTree())
        kept[address] = standing

    def _kept(self):
        return IAnnotations(self.portal).get(_KEY, {})
