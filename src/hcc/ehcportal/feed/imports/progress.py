"""A progress bar, in place on a terminal and line by line in a log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sys
import time


_WIDTH = 30
_LINES_IN_A_LOG = 5


class Progress:
    """Counts what is done and knows how much is done in a second."""

    def __init__(self, title: str, total: int, unit: str = "objects"):
        self.title = title
        self.total = total
        self.unit = unit
        self.done = 0
        self.start = time.perf_counter()
        self._shown = 0

    def advance(self, count: int) -> None:
        """Say that ``count`` more are done."""
        self.done += count
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{self}")
        elif self.done * _LINES_IN_A_LOG // self.total > self._shown:
            self._shown = self.done * _LINES_IN_A_LOG // self.total
            sys.stderr.write(f"{self}\n")
        sys.stderr.flush()

    @property
    def rate(self) -> float:
        """How many were done in a second so far."""
        return self.done / (time.perf_counter() - self.start)

    def __str__(self) -> str:
        filled = min(_WIDTH, self.done * _WIDTH // self.total)
        bar = "#" * filled + "." * (_WIDTH - filled)
        return (
            f"  {self.title:<12} [{bar}] {self.done:>7,} of {self.total:,} "
            f"{self.unit}, {self.rate:,.0f} a second"
        )


@contextmanager
def progress(title: str, total: int, unit: str = "objects") -> Iterator[Progress]:
    """Show a bar while something is done."""
    bar = Progress(title, total, unit)
    yield bar
    if sys.stderr.isatty():
        sys.stderr.write("\n")
