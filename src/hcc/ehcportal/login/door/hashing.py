"""What is kept of a password, and how it is compared.

A bcrypt hash with the name of its scheme before it, in Plone's own ``source_users``,
which reads it like every hash that stands there already.
"""

from __future__ import annotations

from AuthEncoding import AuthEncoding

import base64
import bcrypt
import hashlib
import hmac
import re


# How many characters a password has at most. No hash is made of a longer one.
MAXIMUM = 256

# The cost of a hash doubles with each round. Tests turn it down.
ROUNDS = 12

# bcrypt reads no more bytes than these, and its library refuses to be given more.
_BCRYPT_BYTES = 72

# The scheme for passwords that bcrypt alone cannot take. Only they get it: a server
# without this package cannot read it, while it can read plain bcrypt.
_LONG = "BCRYPT-SHA256"


def strong_hash(password: str) -> bytes:
    """Return what is kept of a password, by the strongest scheme that Zope has.

    Raises ``ValueError`` for more than ``MAXIMUM`` characters and for text that has no
    bytes.
    """
    if len(password) > MAXIMUM:
        raise ValueError(f"A password has {MAXIMUM} characters at most.")
    typed = password.encode()
    name = "BCRYPT" if len(typed) <= _BCRYPT_BYTES else _LONG
    return f"{{{name}}}".encode() + _slowly(typed)


def matches(stored: bytes | str | None, password: str) -> bool:
    """Tell whether this is the password that a hash was made of.

    It takes as long without an account (None) and with a hash of an older scheme as
    with one of ours. Above ``MAXIMUM`` characters it is False at once, for everybody.
    """
    if len(password) > MAXIMUM:
        return False
    # What has no bytes is no password, and must not end in an error.
    typed = password.encode(errors="replace")
    if stored is None or is_outdated(stored) or _is_beyond(stored, typed):
        _slowly(typed)
    return stored is not None and _is_made_of(_as_bytes(stored), typed)


def is_outdated(stored: bytes | str) -> bool:
    """Tell whether a hash is weaker than a new one would be."""
    ours = re.match(rb"\{BCRYPT(-SHA256)?\}\$2[aby]\$(\d\d)\$", _as_bytes(stored))
    return ours is None or int(ours[2]) < ROUNDS


class _LongPasswords:
    """The scheme ``BCRYPT-SHA256`` of AuthEncoding."""

    def encrypt(self, password: bytes | str) -> bytes:
        return _slowly(_shortened(_as_bytes(password)))

    def validate(self, reference: bytes, attempt: bytes | str) -> bool:
        try:
            return bcrypt.checkpw(_shortened(_as_bytes(attempt)), reference)
        except ValueError:  # not a hash
            return False


# Registered twice, a scheme breaks the list of them.
if _LONG not in AuthEncoding.listSchemes():
    AuthEncoding.registerScheme(_LONG, _LongPasswords())


def _slowly(typed: bytes) -> bytes:
    fitting = typed if len(typed) <= _BCRYPT_BYTES else _shortened(typed)
    return bcrypt.hashpw(fitting, bcrypt.gensalt(ROUNDS))


def _shortened(typed: bytes) -> bytes:
    """Return 44 bytes that stand for all of a password.

    The name of the scheme goes in, so that nobody's list of plain SHA-256 hashes fits,
    and they are text, since not every bcrypt reads on behind a zero byte.
    """
    return base64.b64encode(hmac.digest(_LONG.encode(), typed, "sha256"))


def _is_beyond(stored: bytes | str, typed: bytes) -> bool:
    """Tell whether bcrypt would refuse in no time, without comparing."""
    return len(typed) > _BCRYPT_BYTES and _as_bytes(stored).startswith(b"{BCRYPT}")


def _is_made_of(stored: bytes, typed: bytes) -> bool:
    if not AuthEncoding.is_encrypted(stored):
        # What Zope kept before there were schemes; it accepts it to this day.
        naive = hashlib.sha1(typed, usedforsecurity=False).hexdigest()
        return hmac.compare_digest(stored, naive.encode())
    try:
        return bool(AuthEncoding.pw_validate(stored, typed))
    except ValueError:  # crypt takes no zero byte
        return False


def _as_bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text
