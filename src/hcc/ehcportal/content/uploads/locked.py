"""Tells whether a file asks for a password, in a process of its own.

``content/bounded.py`` runs it. It answers with a word, and knows nothing of Plone.
"""

from __future__ import annotations

from hcc.ehcportal.content.bounded import bind
from io import BytesIO
from typing import BinaryIO

import sys


OPEN = "open"
LOCKED = "locked"

# In the header of an old Word document: flags, and the one for a password.
_FLAGS = slice(10, 12)
_ENCRYPTED = 0x0100


def is_pdf_locked(file: BinaryIO) -> bool:
    """Tell whether a PDF opens with a password alone.

    Many forbid to print or copy, and have a password for that, and open without one.
    """
    from pypdf import PasswordType
    from pypdf import PdfReader

    reader = PdfReader(file)
    return reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED


def is_word_locked(file: BinaryIO) -> bool:
    """Tell whether an old Word file, or a new one within its kind, has a password."""
    from olefile import OleFileIO

    with OleFileIO(file) as parts:
        if parts.exists("EncryptedPackage"):
            return True
        flags = parts.openstream("WordDocument").read(_FLAGS.stop)[_FLAGS]
    return bool(int.from_bytes(flags, "little") & _ENCRYPTED)


ASKED = {"pdf": is_pdf_locked, "doc": is_word_locked}


def main(kind: str, *bounds: str) -> None:
    """Look into the file and write what was found."""
    bind(*bounds)
    locked = ASKED[kind](BytesIO(sys.stdin.buffer.read()))
    sys.stdout.write(LOCKED if locked else OPEN)


if __name__ == "__main__":
    main(*sys.argv[1:])
