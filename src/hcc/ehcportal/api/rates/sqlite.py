"""Counts in a file that the Zope processes of one machine share.

The package ``limits`` counts in a Redis, and in the memory of one process. A portal on
one machine has several processes and no such server.
"""

from __future__ import annotations

from collections.abc import Callable
from hcc.ehcportal.access.clock import seconds
from limits.storage import Storage
from urllib.parse import unquote
from urllib.parse import urlsplit

import sqlite3
import threading


# How long a request waits for others to write, in seconds.
_PATIENCE = 0.1

_TABLE = """
CREATE TABLE IF NOT EXISTS counts (
  key TEXT PRIMARY KEY, count INTEGER NOT NULL, until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counts_until ON counts (until);
"""

# One statement, so that no process can come between reading and writing.
_COUNT = """
INSERT INTO counts VALUES (:key, :amount, :until)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN until <= :now THEN :amount ELSE count + :amount END,
  until = CASE WHEN until <= :now THEN :until ELSE until END
RETURNING count
"""


class SqliteStorage(Storage):
    """Storage of ``limits`` under ``sqlite:///path/to/the.file``."""

    STORAGE_SCHEME = ["sqlite"]
    base_exceptions = sqlite3.Error

    def __init__(
        self,
        uri: str,
        wrap_exceptions: bool = False,
        clock: Callable[[], int] = seconds,
        **options: float | str | bool,
    ):
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._path = unquote(urlsplit(uri).path)
        self._clock = clock
        self._of_thread = threading.local()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count ``amount`` more for ``expiry`` seconds, and return how many it is."""
        now = self._clock()
        count = self._one(
            _COUNT, {"key": key, "amount": amount, "until": now + expiry, "now": now}
        )
        if count == amount:
            self._run("DELETE FROM counts WHERE until <= ?", (now,))
        return count

    def get(self, key: str) -> int:
        """Return how many were counted."""
        return self._one(
            "SELECT sum(count) FROM counts WHERE key = ? AND until > ?",
            (key, self._clock()),
        )

    def get_expiry(self, key: str) -> int:
        """Return when the count begins anew, in seconds since 1970."""
        until = self._one("SELECT sum(until) FROM counts WHERE key = ?", (key,))
        return until or self._clock()

    def check(self) -> bool:
        """Tell whether the file can be read."""
        self._run("SELECT 1 FROM counts")
        return True

    def reset(self) -> int:
        """Forget all counts, and return how many there were."""
        return self._run("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._run("DELETE FROM counts WHERE key = ?", (key,))

    def _one(self, statement: str, values) -> int:
        # Reading to the end is what lets the file go again.
        ((value,),) = self._run(statement, values).fetchall()
        return value or 0

    def _run(self, statement: str, values=()) -> sqlite3.Cursor:
        if not hasattr(self._of_thread, "connection"):
            self._of_thread.connection = self._connect()
        return self._of_thread.connection.execute(statement, values)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_PATIENCE, isolation_level=None
        )
        # Readers do not wait for a writer, and nobody for the disk.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLE)
        return connection
