"""Counts calls for all Zope processes together, and stops nobody when it cannot."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.var import shared_var
from hcc.ehcportal.api.rates import sqlite  # noqa: F401 - registers itself
from limits import RateLimitItemPerMinute
from limits.errors import ConfigurationError
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from urllib.parse import quote
from zope.interface import implementer
from zope.interface import Interface

import logging
import os


logger = logging.getLogger(__name__)

# Where to count instead: redis://…, memcached://… or sqlite:///path/to/the.file.
ADDRESS = "EHC_RATES"

# For so many seconds nothing is counted after counting has failed: a server that does
# not answer must not hold up every request.
_PAUSE = 10


class IRateCounter(Interface):
    """Counts how often somebody calls."""

    def count(whose: str, a_minute: int) -> int:
        """Count a call. Return how many seconds its caller has to wait, or 0."""


@implementer(IRateCounter)
class RateCounter:
    """Counts in a storage of ``limits`` that the processes share."""

    def __init__(self, address: str | None = None):
        self._address = address
        self._resumes = 0
        self._failed = False

    def count(self, whose: str, a_minute: int) -> int:
        now = seconds()
        if now < self._resumes:
            return 0
        try:
            wait = self._count(whose, a_minute, now)
        except (ConfigurationError, StorageError) as error:
            self._resumes = now + _PAUSE
            self._tell(error)
            return 0
        self._failed = False
        return wait

    def _count(self, whose: str, a_minute: int, now: int) -> int:
        limit = RateLimitItemPerMinute(a_minute)
        if self._limiter.hit(limit, whose):
            return 0
        until = self._limiter.get_window_stats(limit, whose).reset_time
        return max(1, round(until - now))

    @cached_property
    def _limiter(self) -> FixedWindowRateLimiter:
        address = self._address or os.environ.get(ADDRESS) or _file()
        storage = storage_from_string(address, wrap_exceptions=True)
        return FixedWindowRateLimiter(storage)

    def _tell(self, error: Exception) -> None:
        """Log once that counting fails; not the error's text, which can hold keys."""
        if not self._failed:
            cause = getattr(error, "storage_error", error)
            logger.error(
                "Calls of the API cannot be counted (%s): nobody is limited.",
                type(cause).__name__,
            )
        self._failed = True


def _file() -> str:
    return f"sqlite://{quote(str(shared_var() / 'ehc-rates.sqlite'))}"
