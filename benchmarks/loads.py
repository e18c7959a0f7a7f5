"""How many objects a page takes out of the database."""

from __future__ import annotations

from collections.abc import Callable

import statistics
import Zope2


_ROUNDS = 9


class LoadMonitor:
    """Counts what connections loaded when they are closed, at the end of a request."""

    def __init__(self):
        self.loads = 0

    def closedConnection(self, connection) -> None:
        """Add up one request."""
        loads, _stores = connection.getTransferCounts(True)
        self.loads += loads


def cold_and_warm(fetch: Callable[[], object]) -> tuple[int, int]:
    """Return the objects loaded with nothing in the cache, and the next time.

    Plone's catalog goes different ways to the same answer, as they were fast of late;
    so this is the median of several.
    """
    monitor = LoadMonitor()
    Zope2.DB.setActivityMonitor(monitor)
    try:
        fetch()  # brings what was loaded before the monitor was there
        rounds = [_round(monitor, fetch) for _ in range(_ROUNDS)]
    finally:
        Zope2.DB.setActivityMonitor(None)
    return tuple(statistics.median_low(counts) for counts in zip(*rounds, strict=True))


def _round(monitor: LoadMonitor, fetch: Callable[[], object]) -> tuple[int, int]:
    Zope2.DB.cacheMinimize()
    monitor.loads = 0
    fetch()
    cold, monitor.loads = monitor.loads, 0
    fetch()
    return cold, monitor.loads
