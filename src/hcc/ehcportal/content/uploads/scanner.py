"""ClamAV's daemon, which says whether there is a virus in a file.

``EHC_CLAMAV`` in the environment says where it listens: ``/run/clamav/clamd.ctl``, or a
host and port as ``127.0.0.1:3310``. Files are streamed to it, so that it needs no right
to read the database.
"""

from __future__ import annotations

from clamav_client.clamd import ClamdError
from clamav_client.clamd import ClamdNetworkSocket
from clamav_client.clamd import ClamdUnixSocket
from plone.namedfile.file import NamedBlobFile

import logging
import os


logger = logging.getLogger(__name__)

ADDRESS = "EHC_CLAMAV"

# How long one answer of the daemon may take.
SECONDS = 30


class ScannerAway(Exception):
    """The daemon did not say whether there is a virus."""


def is_configured() -> bool:
    """Tell whether the council has a scanner."""
    return bool(os.environ.get(ADDRESS))


def has_virus(file: NamedBlobFile) -> bool:
    """Tell whether the scanner found a virus. Raises ``ScannerAway``."""
    try:
        with file.open() as opened:
            answer = _client().instream(opened)
        found, name = answer["stream"]
    except (ClamdError, OSError, KeyError, ValueError) as error:
        # It can be of the file alone, such as one that is longer than it takes.
        logger.warning("A file was not scanned: %s", type(error).__name__)
        raise ScannerAway from None
    if found not in _KNOWN:
        logger.warning("A file was not scanned: the scanner failed at it.")
        raise ScannerAway
    if found == _FOUND:
        logger.warning("A file with a virus: %s", name)
    return found == _FOUND


def _client() -> ClamdNetworkSocket:
    address = os.environ[ADDRESS]
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return ClamdNetworkSocket(host, int(port), timeout=SECONDS)
    return ClamdUnixSocket(address, timeout=SECONDS)


_FOUND = "FOUND"
_KNOWN = (_FOUND, "OK")
