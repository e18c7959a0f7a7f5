"""Which version of something somebody has read, so that nobody overwrites another."""

from __future__ import annotations

from collections.abc import Collection
from persistent import Persistent

import hashlib


def etag_of(content) -> str:
    """Return the ETag of content: another one after each change to it.

    To its state, too, and where something is put in or taken out of it; what is noted
    beside it, such as who has read it, does not count.
    """
    parts = (content, getattr(content, "workflow_history", None))
    return _quoted(b"".join(_version(part) for part in parts))


def etag_of_text(text: str) -> str:
    """Return the ETag of an answer."""
    return _quoted(text.encode())


def names_one(header: str, etags: Collection[str]) -> bool:
    """Tell whether a list of ETags, as ``If-Match`` has it, names one of ``etags``."""
    named = {each.strip().removeprefix("W/") for each in header.split(",")}
    return "*" in named or not named.isdisjoint(etags)


def _version(part) -> bytes:
    if not isinstance(part, Persistent):
        return b""
    part._p_activate()
    return (part._p_oid or b"") + part._p_serial


def _quoted(told: bytes) -> str:
    return f'"{hashlib.sha256(told).hexdigest()[:32]}"'
