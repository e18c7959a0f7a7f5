"""The codes of an authenticator app: RFC 6238, six digits, a new one every 30 seconds.

Nothing is kept here. Whoever keeps a secret keeps the time step of the last code too.
"""

from __future__ import annotations

from collections.abc import Callable

import base64
import hmac
import pyotp
import re
import secrets
import segno


# Seconds; every app knows these.
STEP = 30

# A phone's clock may be so many steps off.
_SKEW = 1

# More than this nobody types, spaces and hyphens included.
_LONGEST = 32


def new_secret(randomness: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Return 160 random bits in the letters and digits that apps take."""
    return base64.b32encode(randomness(20)).decode()


def setup_uri(secret: str, account_name: str, issuer: str) -> str:
    """Return the address that an app is set up from; it holds the secret."""
    return pyotp.TOTP(secret).provisioning_uri(account_name, issuer_name=issuer)


def qr_svg(uri: str) -> str:
    """Return an address as a picture to be put into a page.

    It says nothing to a screen reader: the element around it has the role and the
    label. Black on white, with the margin that cameras need, whatever the page's own
    colours are; it grows with the text and is narrower than a phone.
    """
    picture = segno.make(uri, error="m", micro=False).svg_inline(
        dark="#000", light="#fff", border=4, scale=0.25, unit="em", svgclass="ehc-qr"
    )
    return picture.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)


def spaced(secret: str) -> str:
    """Return a secret in groups of four, to be read and typed."""
    return " ".join(re.findall(".{1,4}", secret))


def step_of(secret: str, code: str, moment: int, last_step: int | None) -> int | None:
    """Return the time step that a typed code belongs to, or None.

    ``moment`` is in seconds since 1970. A code of ``last_step`` or earlier has been
    used and is refused. Every step is compared, so that the time tells nothing.
    """
    typed = _digits(code)
    if typed is None:
        return None
    now = moment // STEP
    found = None
    for step in range(max(now - _SKEW, 0), now + _SKEW + 1):
        # Of two steps with the same code the later, so that it works once.
        if hmac.compare_digest(pyotp.HOTP(secret).at(step), typed):
            found = step
    is_new = found is not None and (last_step is None or found > last_step)
    return found if is_new else None


def _digits(code: str) -> str | None:
    """Return six plain digits without spaces and hyphens, or None."""
    typed = re.sub(r"[\s-]", "", code[: _LONGEST + 1])
    right = len(code) <= _LONGEST and re.fullmatch("[0-9]{6}", typed)
    return typed if right else None
