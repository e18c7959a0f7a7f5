"""Sending one delivery to the address that an administrator has set, and nowhere else.

No redirect is followed and no proxy of the environment asked. What is answered is not
read, but for its status.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection
from http.client import HTTPException
from http.client import HTTPSConnection
from queue import Empty
from queue import SimpleQueue
from threading import Thread
from urllib.parse import SplitResult
from urllib.parse import urlsplit

import socket
import ssl


# How many seconds the receiver has for all of it: mails wait meanwhile.
TIMEOUT = 5


def post(address: str, body: bytes, headers: Mapping[str, str]) -> str | None:
    """Send a body; return why it was not taken, or None if it was.

    The reason is the status that was answered, or the kind of the error.
    """
    parts = urlsplit(address)
    connection = _connection(parts)
    reasons: SimpleQueue[str | None] = SimpleQueue()

    def send() -> None:
        reasons.put(_sent(connection, _target(parts), body, headers))

    # A receiver that answers letter by letter never runs into a socket's own limit.
    Thread(target=send, daemon=True).start()
    try:
        return reasons.get(timeout=TIMEOUT)
    except Empty:
        _break_off(connection)
        return TimeoutError.__name__


def _sent(
    connection: HTTPConnection, target: str, body: bytes, headers: Mapping[str, str]
) -> str | None:
    try:
        connection.request("POST", target, body, dict(headers))
        status = connection.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        return type(error).__name__
    finally:
        connection.close()
    return None if 200 <= status < 300 else str(status)


def _break_off(connection: HTTPConnection) -> None:
    """Let the thread that waits for an answer go."""
    waiting = connection.sock
    if waiting is not None:
        with suppress(OSError):
            waiting.shutdown(socket.SHUT_RDWR)


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
