"""The demonstration's own time: its story ends on 4 October 2024, and stands there."""

from __future__ import annotations

from datetime import datetime
from datetime import UTC
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import IClock
from persistent import Persistent
from plone import api
from zope.interface import implementer


@implementer(IClock)
class FixedClock(Persistent):
    """A clock that stands where it was put, kept in the site itself."""

    # Tells the pages to say that this is not today.
    pinned = True

    def __init__(self, moment: datetime):
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def put(self, moment: datetime) -> None:
        """Move the clock, back as well as on."""
        self.moment = moment


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """Return a moment in England, noon unless an hour is given.

    It is told in UTC: the database cannot keep a ``ZoneInfo``.
    """
    return datetime(year, month, day, hour, minute, tzinfo=ENGLAND).astimezone(UTC)


TODAY = at(2024, 10, 4)


def stop_clock() -> FixedClock:
    """Give the site a clock that stands, in place of the machine's."""
    clock = FixedClock(TODAY)
    api.portal.get().getSiteManager().registerUtility(clock, IClock)
    return clock
