"""What is looked for, as it stands in an address: sealed, for it names a child.

The whole state of a worklist is in its address, and nothing personal may be in one:
addresses are kept by browsers, proxies and logs. So a name or a birth date goes into it
encrypted, with a key that is made from the site's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from cryptography.fernet import Fernet
from cryptography.fernet import InvalidToken
from cryptography.fernet import MultiFernet
from hashlib import sha256
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import base64


_PURPOSE = b"hcc.ehcportal: what a worklist looks for\n"


def seal(text: str) -> str:
    """Return a text as it may stand in an address."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """Return a text that was sealed in this site.

    None stands for anything else, and for one whose key the site has given up.
    """
    try:
        return _box().decrypt(sealed.encode(errors="replace")).decode()
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> Iterator[bytes]:
    """Yield a key for each of the site's secrets, the newest first."""
    for secret in getUtility(IKeyManager)["_system"]:
        if secret is not None:
            digest = sha256(_PURPOSE + secret.encode()).digest()
            yield base64.urlsafe_b64encode(digest)
