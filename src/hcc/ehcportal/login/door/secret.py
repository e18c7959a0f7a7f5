"""Secrets that a visitor's browser or mail carries, and what is kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_secret() -> str:
    """Return 256 random bits as text that fits into a cookie or an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is kept of a secret with 256 random bits.

    So many bits are not guessed from their hash, and no copy of the database opens
    anything.
    """
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def new_code(length: int) -> str:
    """Return ``length`` random digits."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def code_digest(salt: bytes, code: str) -> bytes:
    """Return what is kept of a code until it runs out.

    A code has few bits, so a copy of the database gives it away within its quarter of
    an hour; the salt keeps two people's equal codes from looking equal.
    """
    return hmac.digest(salt, code.encode(errors="replace"), "sha256")


def is_same(one: bytes, other: bytes) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(one, other)
