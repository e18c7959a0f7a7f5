"""How much memory this process has, as Linux counts it."""

from __future__ import annotations

from pathlib import Path


def resident() -> int:
    """Return how many bytes it has just now."""
    return _bytes("VmRSS")


def peak() -> int:
    """Return how many bytes it had at most since ``forget_peak``."""
    return _bytes("VmHWM")


def forget_peak() -> None:
    """Begin anew to look for the most."""
    Path("/proc/self/clear_refs").write_text("5")


def _bytes(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)
