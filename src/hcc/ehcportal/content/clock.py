"""Where the time of day comes from, so that tests and demonstrations can set it."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import UTC
from zoneinfo import ZoneInfo
from zope.component import getUtility
from zope.interface import implementer
from zope.interface import Interface


# The law counts the days of England, wherever the server stands.
ENGLAND = ZoneInfo("Europe/London")


class IClock(Interface):
    """Tells the time to everything in the portal that needs it."""

    def now():
        """Return the present moment as an aware ``datetime``."""


@implementer(IClock)
class SystemClock:
    """The clock of the machine, read as the time in England."""

    def now(self) -> datetime:
        return datetime.now(ENGLAND)


def now() -> datetime:
    """Return the present moment, in UTC: the database cannot keep a ``ZoneInfo``."""
    return getUtility(IClock).now().astimezone(UTC)


def machine_time() -> datetime:
    """Return the present moment, also where the portal's own clock stands still."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in England."""
    return now().astimezone(ENGLAND).date()
