"""How long texts are read while somebody waits, however many files there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import time


# For one page. The last file that is begun may take its own time on top.
PAGE_SECONDS = 30.0


@dataclass
class Patience:
    """So many seconds for all the files of one page, counted from when it is made."""

    seconds: float = PAGE_SECONDS
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self):
        self._begun_at = self.clock()

    @property
    def spent(self) -> float:
        return self.clock() - self._begun_at

    @property
    def is_over(self) -> bool:
        """Whether no other file is to be begun."""
        return self.spent >= self.seconds
