"""Files that are of one kind to us, and of another to some other program."""

from __future__ import annotations

from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.uploads.archives import check_archive
from hcc.ehcportal.content.uploads.sentences import MACROS
from hcc.ehcportal.content.uploads.sentences import TWO_IN_ONE
from hcc.ehcportal.content.validation import ValueRefused
from typing import BinaryIO

import re


# Where browsers and viewers look for what they know.
_HEAD = 1024
# A zip ends with this and a remark of at most 65,535 bytes.
_END_OF_ZIP = b"PK\5\6"
_END = 22
_TAIL = _END + 65_535

_PAGE = re.compile(rb"<(!doctype html|html|head|body|script|iframe|svg|\?php)\b", re.I)

# Programs and other documents inside of an RTF file.
_RTF_OBJECT = re.compile(rb"\\obj(data|ocx|update|autlink|html)", re.I)
_PIECE = 1024 * 1024
_LONGEST = 16

ZIPS = ("docx", "odt")


def check_guise(opened: BinaryIO, kind: Kind) -> None:
    """Raise ``ValueRefused`` for a file that is something else besides its kind."""
    opened.seek(0)
    head = opened.read(_HEAD)
    if _PAGE.search(head) or (kind.key != "pdf" and b"%PDF-" in head):
        raise ValueRefused(TWO_IN_ONE)
    if _ends_as_zip(opened) != (kind.key in ZIPS):
        raise ValueRefused(TWO_IN_ONE)
    if kind.key in ZIPS:
        check_archive(opened)
    if kind.key == "rtf" and has(opened, _RTF_OBJECT):
        raise ValueRefused(MACROS)


def _ends_as_zip(opened: BinaryIO) -> bool:
    """Tell whether a zip stands at the end, whose remark reaches to the last byte.

    A document inside of this one ends before it does.
    """
    size = opened.seek(0, 2)
    opened.seek(max(0, size - _TAIL))
    tail = opened.read()
    return any(
        int.from_bytes(tail[place + 20 : place + 22], "little")
        == len(tail) - place - _END
        for place in (match.start() for match in re.finditer(_END_OF_ZIP, tail))
    )


def has(opened: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    """Tell whether a pattern of a few letters is anywhere in a file."""
    opened.seek(0)
    last = b""
    while piece := opened.read(_PIECE):
        if pattern.search(last + piece):
            return True
        last = piece[-_LONGEST:]
    return False
