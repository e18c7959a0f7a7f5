"""A table of small things that run out, in storage that all processes share.

It cannot grow: it has a fixed number of slots and each holds a fixed number of entries,
the oldest of which makes way. Two requests meet only where they write the same slot.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from persistent import Persistent

import hashlib
import secrets


_SLOTS = 1024
_ENTRIES = 32


class ExpiringTable(Persistent):
    """Keeps immutable values under text keys, each until a moment in seconds."""

    def __init__(self):
        self._slots = IOBTree()
        # For keys that must not tell what they stand for.
        self.salt = secrets.token_bytes(32)

    def get(self, key: str, now: int):
        """Return the value of a key that has not run out at ``now``, or None."""
        slot = self._slots.get(_number(key))
        return None if slot is None else slot.get(key, now)

    def put(self, key: str, value, until: int, now: int) -> None:
        """Keep a value until a moment; what has run out at ``now`` makes way."""
        self._slot(key).put(key, value, until, now)

    def drop(self, key: str) -> None:
        """Forget a key, if it is there."""
        self._slot(key).drop(key)

    def _slot(self, key: str) -> Slot:
        number = _number(key)
        if number not in self._slots:
            self._slots[number] = Slot()
        return self._slots[number]


class Slot(Persistent):
    """A few entries of the table."""

    def __init__(self):
        self._entries: dict[str, tuple[int, object]] = {}

    def get(self, key: str, now: int):
        until, value = self._entries.get(key, (now, None))
        return value if until > now else None

    def put(self, key: str, value, until: int, now: int) -> None:
        others = sorted(
            (
                (name, entry)
                for name, entry in self._entries.items()
                if entry[0] > now and name != key
            ),
            key=lambda item: item[1][0],
        )
        self._entries = {**dict(others[1 - _ENTRIES :]), key: (until, value)}

    def drop(self, key: str) -> None:
        if key in self._entries:
            self._entries = {
                name: entry for name, entry in self._entries.items() if name != key
            }


def _number(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % _SLOTS
