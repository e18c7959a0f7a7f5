"""The signature by which a receiver knows that a delivery is the portal's.

The secret is in the environment, as what belongs to a machine is: nobody reads it out
of a control panel or a copy of the database.
"""

from __future__ import annotations

from hashlib import sha256

import hmac
import os


VARIABLE = "EHC_HOOK_SECRET"

HEADER = "EHC-Signature"

# A shorter secret is guessed.
_SHORTEST = 32


def secret() -> bytes | None:
    """Return the secret that deliveries are signed with, if there is a good one."""
    said = os.environ.get(VARIABLE, "").encode()
    return said if len(said) >= _SHORTEST else None


def signature(secret: bytes, seconds: int, body: bytes) -> str:
    """Return the header of a delivery that is made now, in seconds since 1970.

    The time is signed, too, so that nobody sends an old delivery once more.
    """
    signed = hmac.new(secret, b"%d." % seconds + body, sha256)
    return f"t={seconds},v1={signed.hexdigest()}"
