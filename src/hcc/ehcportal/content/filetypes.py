"""Which kind a file is of, judged by what is in it and by its name.

What a browser claims about a file is not asked: it goes by the name alone.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from hcc.ehcportal.content.sounds import is_aac
from hcc.ehcportal.content.sounds import is_m4a
from hcc.ehcportal.content.sounds import is_mp3
from hcc.ehcportal.content.sounds import is_ogg
from hcc.ehcportal.content.sounds import is_wav
from plone.namedfile.utils import safe_basename
from typing import BinaryIO
from zipfile import BadZipFile
from zipfile import ZipFile

import unicodedata


# How much of a file is looked at where its start tells the kind.
_HEAD = 1024
# A list of contents longer than this is not that of a letter, and costs memory.
LONGEST_LIST = 1024 * 1024
# The end of a zip without a remark.
_END = 22

# Pictures in HEVC; the brand mif1 alone can be any picture, such as AVIF.
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class MacrosFound(Exception):
    """The file is of a kind that can be given, and has programs in it."""


@dataclass(frozen=True)
class Kind:
    """One kind of file. ``is_in`` tells whether a file has it in it.

    ``name`` is for people. ``is_shown`` is for what a browser shows by itself and
    without running anything; ``is_sound`` for what is taken where a form asks for it.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    is_in: Callable[[BinaryIO], bool]
    is_shown: bool = False
    is_sound: bool = False

    @property
    def key(self) -> str:
        """What settings call it."""
        return self.extensions[0]


def kind_of(file) -> Kind | None:
    """Return the kind that a stored file is of by its content, or None.

    Raises ``MacrosFound``.
    """
    with file.open() as opened:
        return kind_in(opened)


def kind_in(opened: BinaryIO) -> Kind | None:
    """Return the kind that an open file is of by its content, or None.

    Raises ``MacrosFound``.
    """
    return next((kind for kind in KINDS if kind.is_in(opened)), None)


def kind_called(key: str) -> Kind:
    """Return the kind that settings call so."""
    return next(kind for kind in KINDS if kind.key == key)


def names_of(kinds: Iterable[Kind]) -> str:
    """Return the names of kinds, for a sentence."""
    return ", ".join(kind.name for kind in kinds)


def is_locked_package(opened: BinaryIO) -> bool:
    """Tell whether a file is an office document that was locked with a password."""
    if not _head(opened).startswith(_OLE):
        return False
    opened.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in opened.read()


def extension_of(filename: str | None) -> str:
    """Return what a file's name ends in, in small letters and without the dot."""
    _stem, dot, extension = (filename or "").rpartition(".")
    return extension.casefold() if dot else ""


def clean_filename(filename: str | None) -> str:
    """Return a file's name without folders, controls and letters that turn others."""
    letters = unicodedata.normalize("NFC", safe_basename(filename or ""))
    kept = (c for c in letters if unicodedata.category(c) not in _UNTYPED)
    return " ".join("".join(kept).split()).strip(". ")


def _starts_with(*marks: bytes) -> Callable[[BinaryIO], bool]:
    def is_in(file: BinaryIO) -> bool:
        return _head(file).startswith(marks)

    return is_in


def _head(file: BinaryIO, length: int = _HEAD) -> bytes:
    file.seek(0)
    return file.read(length)


def _is_word(file: BinaryIO) -> bool:
    """Word's old files are a small file system, whose parts are named in UTF-16."""
    if not _head(file).startswith(_OLE):
        return False
    file.seek(0)
    names = file.read()
    if "_VBA_PROJECT".encode("utf-16-le") in names:
        raise MacrosFound
    return "WordDocument".encode("utf-16-le") in names


def _is_docx(file: BinaryIO) -> bool:
    names = _names_in_zip(file)
    if "word/document.xml" not in names:
        return False
    if any(name.endswith("vbaproject.bin") for name in names):
        raise MacrosFound
    return "[content_types].xml" in names


def _is_odt(file: BinaryIO) -> bool:
    names = _names_in_zip(file)
    # The standard has the kind stand uncompressed at the start, for such as us.
    if b"mimetypeapplication/vnd.oasis.opendocument.text" not in _head(file):
        return False
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise MacrosFound
    return "content.xml" in names


def _names_in_zip(file: BinaryIO) -> frozenset[str]:
    if not _head(file).startswith(b"PK\3\4") or length_of_list(file) > LONGEST_LIST:
        return frozenset()
    try:
        with ZipFile(file) as opened:
            return frozenset(name.casefold() for name in opened.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def length_of_list(file: BinaryIO) -> int:
    """Return how many bytes the list of a zip's contents has, as its end says.

    The end is found as ``ZipFile`` finds it. What only the larger form of zips can say
    is taken for too long: the list of a letter, or of 500, needs no such form.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_558))
    tail = file.read()
    mark = len(tail) - _END
    if not (tail[mark:].startswith(b"PK\5\6") and tail.endswith(b"\0\0")):
        mark = tail.rfind(b"PK\5\6")
    if tail[max(0, mark - 20) :].startswith(b"PK\6\7"):
        return LONGEST_LIST + 1
    return int.from_bytes(tail[mark + 12 : mark + 16], "little") if mark >= 0 else 0


def _is_heic(file: BinaryIO) -> bool:
    """A phone's picture says first which brands of its format it keeps to."""
    head = _head(file)
    length = int.from_bytes(head[:4], "big")
    brands = {
        head[place : place + 4] for place in (8, *range(16, min(length, _HEAD), 4))
    }
    return head[4:8] == b"ftyp" and bool(brands & _HEIC_BRANDS)


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    while piece := file.read(1024 * 1024):
        if len(piece.translate(None, _CONTROLS)) < len(piece):
            return False
    return True


# Controls and what turns the direction of letters, surrogates, and line ends.
_UNTYPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# What a typed text has none of.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r"))

# In the order in which they are tried: anything can pass for a text.
KINDS = (
    Kind("PDF", "application/pdf", ("pdf",), _starts_with(b"%PDF-"), is_shown=True),
    Kind(
        "Word (.docx)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx",),
        _is_docx,
    ),
    Kind("Word (.doc)", "application/msword", ("doc",), _is_word),
    Kind(
        "OpenDocument (.odt)",
        "application/vnd.oasis.opendocument.text",
        ("odt",),
        _is_odt,
    ),
    Kind("RTF", "application/rtf", ("rtf",), _starts_with(b"{\\rtf")),
    Kind(
        "JPEG",
        "image/jpeg",
        ("jpg", "jpeg"),
        _starts_with(b"\xff\xd8\xff"),
        is_shown=True,
    ),
    Kind(
        "PNG",
        "image/png",
        ("png",),
        _starts_with(b"\x89PNG\r\n\x1a\n"),
        is_shown=True,
    ),
    Kind("HEIC", "image/heic", ("heic", "heif"), _is_heic),
    Kind("MP3", "audio/mpeg", ("mp3",), is_mp3, is_sound=True),
    # What phones record; one family of formats, whatever they call it.
    Kind("M4A", "audio/mp4", ("m4a", "3gp", "3gpp"), is_m4a, is_sound=True),
    Kind("AAC", "audio/aac", ("aac",), is_aac, is_sound=True),
    Kind("WAV", "audio/x-wav", ("wav",), is_wav, is_sound=True),
    Kind("Ogg", "audio/ogg", ("ogg", "oga", "opus"), is_ogg, is_sound=True),
    Kind("TXT", "text/plain", ("txt",), _is_text),
)

# What a form takes that asks for nothing in particular.
USUAL_KINDS = tuple(kind for kind in KINDS if not kind.is_sound)

# What browsers show by themselves, as a file says of itself.
SHOWN_TYPES = tuple(kind.media_type for kind in KINDS if kind.is_shown)
