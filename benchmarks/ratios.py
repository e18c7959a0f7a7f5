"""Two things timed in turn, and how they stand to each other.

What else the machine does comes and goes in seconds; it meets both of a pair that are
timed one after the other, so their ratio is steady where their times are not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import statistics


@dataclass(frozen=True)
class Pairs:
    """Milliseconds of the first and of the second thing, pair by pair."""

    first: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """The lower quartile, the median and the upper quartile of the ratios."""
        ratios = [a / b for a, b in zip(self.first, self.second, strict=True)]
        return tuple(statistics.quantiles(ratios, n=4, method="inclusive"))

    @property
    def ratio(self) -> float:
        """The median of the ratios of the first to the second."""
        return self.quartiles[1]

    @property
    def medians(self) -> tuple[float, float]:
        """The median time of each."""
        return statistics.median(self.first), statistics.median(self.second)


def in_turn(
    first: Callable[[], float], second: Callable[[], float], count: int
) -> Pairs:
    """Time ``count`` pairs; every other one begins with the second."""
    pairs = []
    for number in range(count):
        if number % 2:
            late = second()
            pairs.append((first(), late))
        else:
            early = first()
            pairs.append((early, second()))
    return Pairs(*(tuple(times) for times in zip(*pairs, strict=True)))
