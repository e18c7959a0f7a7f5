"""How much is packed into a document that is a zip, and what should not be in it.

Nothing that a zip says of itself is believed: its parts are unpacked up to a bound, a
piece at a time, and forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.content.uploads.sentences import LOCKED
from hcc.ehcportal.content.uploads.sentences import MACROS
from hcc.ehcportal.content.uploads.sentences import OTHER
from hcc.ehcportal.content.uploads.sentences import TOO_MUCH_INSIDE
from hcc.ehcportal.content.uploads.sentences import TWO_IN_ONE
from hcc.ehcportal.content.validation import ValueRefused
from struct import error as StructError
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import BadZipFile
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_STORED
from zipfile import ZipFile
from zipfile import ZipInfo
from zlib import error as ZlibError


MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
# Whole documents hardly shrink to a fiftieth; what does was made to fill a server.
STRONGEST_SHRINKING = 100
# So much is never too much, however small it was packed.
_HARMLESS = 20 * 1024 * 1024

_PIECE = 64 * 1024

# How office programs pack; other ways say how much memory they want.
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
_IS_LOCKED = 0x1

_PROGRAMS = (
    *("vbaproject.bin", ".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1"),
    *(".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".jar", ".lnk"),
)
_PROGRAM_FOLDERS = ("basic/", "scripts/", "word/activex/")

# Named in the part of that name, where the document is one of that kind.
_SIGNS = {
    "[content_types].xml": ((b"macroenabled", MACROS),),
    "meta-inf/manifest.xml": ((b"encryption-data", LOCKED),),
}
# Names that stand for others, of which a few lines can make gigabytes.
_NAMES_OF_NAMES = b"<!entity"


@dataclass
class _Budget:
    """How much may still be unpacked."""

    left: int

    def spend(self, length: int) -> None:
        self.left -= length
        if self.left < 0:
            raise ValueRefused(TOO_MUCH_INSIDE)


def check_archive(opened: BinaryIO) -> None:
    """Raise ``ValueRefused`` for a zip that no office program has made so."""
    size = opened.seek(0, 2)
    allowed = max(_HARMLESS, STRONGEST_SHRINKING * size)
    try:
        _check(opened, _Budget(min(allowed, MOST_UNPACKED)), is_inside=False)
    except (
        *(BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError),
        *(StructError, ValueError, ZlibError),
    ):
        raise ValueRefused(OTHER) from None


def _check(opened: BinaryIO, budget: _Budget, is_inside: bool) -> None:
    with ZipFile(opened) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise ValueRefused(TOO_MUCH_INSIDE)
        if parts and min(part.header_offset for part in parts) > 0:
            # Something else stands before it.
            raise ValueRefused(TWO_IN_ONE)
        for part in parts:
            _check_name(part)
            _check_part(archive, part, budget, is_inside)


def _check_name(part: ZipInfo) -> None:
    name = part.filename.casefold()
    if name.endswith(_PROGRAMS) or name.startswith(_PROGRAM_FOLDERS):
        raise ValueRefused(MACROS)
    if part.flag_bits & _IS_LOCKED:
        raise ValueRefused(LOCKED)
    if part.compress_type not in _PACKED:
        raise ValueRefused(OTHER)


def _check_part(
    archive: ZipFile, part: ZipInfo, budget: _Budget, is_inside: bool
) -> None:
    """Unpack one part. A table or drawing inside of a document may be a zip itself."""
    with archive.open(part) as unpacked:
        first = unpacked.read(_PIECE)
        _check_text(part.filename.casefold(), first)
        if not first.startswith(b"PK\3\4"):
            _spend_all(first, unpacked, budget)
        elif is_inside:
            raise ValueRefused(TOO_MUCH_INSIDE)
        else:
            with TemporaryFile() as inner:
                _spend_all(first, unpacked, budget, inner)
                _check(inner, budget, is_inside=True)


def _check_text(name: str, first: bytes) -> None:
    text = first.lower()
    for sign, sentence in _SIGNS.get(name, ()):
        if sign in text:
            raise ValueRefused(sentence)
    if name.endswith((".xml", ".rels")) and _NAMES_OF_NAMES in text:
        raise ValueRefused(OTHER)


def _spend_all(
    piece: bytes, unpacked: BinaryIO, budget: _Budget, copy: BinaryIO | None = None
) -> None:
    while piece:
        budget.spend(len(piece))
        if copy is not None:
            copy.write(piece)
        piece = unpacked.read(_PIECE)
