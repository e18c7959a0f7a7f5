"""Where the Zope processes of one machine keep what they share beside the database."""

from __future__ import annotations

from App.config import getConfiguration
from pathlib import Path


def shared_var() -> Path:
    """Return the folder ``var``, in which each process can have one of its own."""
    home = Path(getConfiguration().clienthome).absolute()
    return home if home.name == "var" else home.parent
