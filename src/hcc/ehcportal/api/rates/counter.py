"""Counts calls for all Zope processes together, or else for each by itself."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.var import shared_var
from hcc.ehcportal.api.rates import sqlite  # noqa: F401 - registers itself
from limits import RateLimitItem
from limits import RateLimitItemPerMinute
from limits.errors import ConfigurationError
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from urllib.parse import quote
from zope.interface import implementer
from zope.interface import Interface

import logging
import os


logger = logging.getLogger(__name__)

# Where to count instead: redis://host:6379 or sqlite:///path/to/the.file.
ADDRESS = "EHC_RATES"

# For so many seconds a process counts by itself after counting together has failed: a
# server that does not answer must not hold up every request.
_PAUSE = 10

_MINUTE = 60


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
        limit = RateLimitItemPerMinute(a_minute)
        if now >= self._resumes:
            try:
                wait = _wait(self._together, limit, whose, now)
            except (ConfigurationError, StorageError) as error:
                self._resumes = now + _PAUSE
                self._tell(error)
            else:
                self._failed = False
                return wait
        return _wait(self._alone, limit, whose, now)

    @cached_property
    def _together(self) -> FixedWindowRateLimiter:
        address = self._address or os.environ.get(ADDRESS) or _file()
        storage = storage_from_string(address, wrap_exceptions=True)
        return FixedWindowRateLimiter(storage)

    @cached_property
    def _alone(self) -> FixedWindowRateLimiter:
        return FixedWindowRateLimiter(MemoryStorage())

    def _tell(self, error: Exception) -> None:
        """Log once that counting fails; not the error's text, which can hold keys."""
        if not self._failed:
            cause = getattr(error, "storage_error", error)
            logger.error(
                "Calls of the API cannot be counted together (%s): this process "
                "counts its own.",
                type(cause).__name__,
            )
        self._failed = True


def _wait(
    limiter: FixedWindowRateLimiter, limit: RateLimitItem, whose: str, now: int
) -> int:
    """Count a call. Return how many seconds its caller has to wait, or 0."""
    if limiter.hit(limit, whose):
        return 0
    until = limiter.get_window_stats(limit, whose).reset_time
    # The clock of a storage can be another than ours.
    return min(max(1, round(until - now)), _MINUTE)


def _file() -> str:
    return f"sqlite://{quote(str(shared_var() / 'ehc-rates.sqlite'))}"
