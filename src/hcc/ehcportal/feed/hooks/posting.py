"""Sending one delivery to the address that an administrator has set, and nowhere else.

No redirect is followed and no proxy of the environment asked. What is answered is not
read, but for its status.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPConnection
from http.client import HTTPException
from http.client import HTTPSConnection
from urllib.parse import SplitResult
from urllib.parse import urlsplit

import ssl


# How many seconds the receiver has for each thing that is waited for.
TIMEOUT = 5


def post(address: str, body: bytes, headers: Mapping[str, str]) -> str | None:
    """Send a body; return why it was not taken, or None if it was.

    The reason is the status that was answered, or the kind of the error.
    """
    parts = urlsplit(address)
    connection = _connection(parts)
    try:
        connection.request("POST", _target(parts), body, dict(headers))
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
    return None if 200 <= status < 300 else str(status)


def _connection(parts: SplitResult) -> HTTPConnection:
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(
            parts.hostname, parts.port, timeout=TIMEOUT, context=context
        )
    return HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT)


def _target(parts: SplitResult) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path
