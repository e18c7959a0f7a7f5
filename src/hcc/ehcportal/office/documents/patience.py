"""How long files are worked on while somebody waits, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hcc.ehcportal import _

import time


# For one page: texts are read, files are checked. The last file that is begun may take
# its own time on top.
PAGE_SECONDS = 30.0
CHECK_SECONDS = 60.0


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


NO_TIME_LEFT = _(
    "error_file_no_time",
    default="There was no time left for this file: those before it took too long to "
    "check. Send it again by itself, or with fewer others.",
)
