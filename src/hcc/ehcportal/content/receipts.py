"""Numbers by which people refer to what they sent."""

from __future__ import annotations

import secrets


# No letter or digit that is taken for another, neither read nor heard.
_ALPHABET = "23456789FHJKMRWXY"


def receipt_number() -> str:
    """Return a number that nobody else has, to be read aloud: "2F7K-9HRW-4X6M".

    It is drawn from 10 to the power of 14, so that no counter is needed, over which two
    who submit at the same time would quarrel.
    """
    letters = "".join(secrets.choice(_ALPHABET) for _letter in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
