"""What everything on paper looks like."""

from __future__ import annotations

from pathlib import Path


def paper_style() -> str:
    """Return the style sheet of the paper, which stands in the page itself."""
    return Path(__file__).with_name("paper.css").read_text()
