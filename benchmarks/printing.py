"""How figures are printed."""

from __future__ import annotations

from ratios import Pairs

import os
import sys


def machine() -> str:
    """Say what the figures were measured with, and how busy it is."""
    load = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{os.cpu_count()} cores, load {load}; Python {sys.version.split()[0]}"


def print_ratio(title: str, pairs: Pairs, aim: float) -> None:
    """Print a ratio with its quartiles, its aim, and the times that it is of."""
    low, median, high = pairs.quartiles
    first, second = pairs.medians
    verdict = "" if median <= aim else "  above the aim"
    print(
        f"  {title:<40} {median:>6.3f}  {low:.3f} - {high:.3f}  <= {aim:<5}"
        f" {first:.1f} / {second:.1f} ms{verdict}"
    )
