"""Where the demonstration keeps what it writes outside of the database."""

from __future__ import annotations

from pathlib import Path

import os


def var_folder() -> Path:
    """Return the folder in which the Zope instance keeps its data.

    Zope names its own folder in ``CLIENT_HOME``: that is ``var`` itself, or a folder
    in it named after the instance. ``EHC_DEMO_VAR`` overrides it.
    """
    chosen = os.environ.get("EHC_DEMO_VAR")
    if chosen:
        return Path(chosen)
    home = Path(os.environ.get("CLIENT_HOME") or "var").absolute()
    return home if home.name == "var" else home.parent


def private_folder(name: str) -> Path:
    """Return a folder in ``var`` that only its owner may open, made if need be."""
    folder = var_folder() / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def write_privately(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
    unfinished.replace(path)
