"""Recovery codes: each signs a person in once when the authenticator app is gone."""

from __future__ import annotations

from collections.abc import Callable

import hashlib
import hmac
import re
import secrets


HOW_MANY = 10

# No vowels, so that no words come out, and nothing that looks like something else.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"

# Three groups of four: 57 bits.
_GROUPS = 3
_LENGTH = 4


def new_codes(pick: Callable[[str], str] = secrets.choice) -> tuple[str, ...]:
    """Return ten codes to be written down; only their digests are kept."""
    return tuple(_new_code(pick) for _ in range(HOW_MANY))


def digest(code: str) -> str:
    """Return what is kept of a code, however its letters and groups were typed.

    A code has so many random bits that it is not guessed from a plain hash.
    """
    typed = re.sub(r"[\s-]", "", code).encode(errors="replace")
    # Of bytes only ASCII gets small: a look-alike stays different.
    return hashlib.sha256(typed.lower()).hexdigest()


def spend(digests: tuple[str, ...], typed: str) -> tuple[str, ...] | None:
    """Return the digests that are left after a code was used, or None if it is wrong.

    All are compared, so that the time tells nothing.
    """
    spent = digest(typed)
    left = tuple(kept for kept in digests if not hmac.compare_digest(kept, spent))
    return left if len(left) < len(digests) else None


def _new_code(pick: Callable[[str], str]) -> str:
    groups = ("".join(pick(_ALPHABET) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
