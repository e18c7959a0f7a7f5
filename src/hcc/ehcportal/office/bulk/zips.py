"""A zip of one file for each case, named by the case's reference.

Nothing that a zip says of itself is believed: each file is read up to a bound, and the
names in it are never used as paths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.access.references import cases_with
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.filetypes import length_of_list
from hcc.ehcportal.content.filetypes import LONGEST_LIST
from hcc.ehcportal.content.uploads.checking import check_file
from hcc.ehcportal.content.uploads.limits import document_limits
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.office.bulk.jobs import LeftOut
from hcc.ehcportal.office.documents.patience import CHECK_SECONDS
from hcc.ehcportal.office.documents.patience import NO_TIME_LEFT
from hcc.ehcportal.office.documents.patience import Patience
from plone.namedfile.file import NamedBlobFile
from struct import error as StructError
from zipfile import BadZipFile
from zipfile import LargeZipFile
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_STORED
from zipfile import ZipFile
from zipfile import ZipInfo
from zlib import error as ZlibError


MOST_FILES = 500
LARGEST_FILE = 25 * 2**20
LARGEST_WHOLE = 250 * 2**20
# Letters hardly shrink to a hundredth; what does was made to fill a server.
STRONGEST_SHRINKING = 100
# How computers pack by themselves; other ways say how much memory they want.
_PACKED = (ZIP_STORED, ZIP_DEFLATED)

_BAD = _("zip_bad", default="This is no zip file that can be read. Make it again.")
_TOO_MUCH = _(
    "zip_too_much",
    default="The zip holds too much: at most 500 files, together 250 MB unpacked. Make "
    "several smaller ones.",
)
_EMPTY = _("zip_empty", default="There is no file in this zip.")

_LARGE = _("zip_large", default="The file is larger than 25 MB.")
_BROKEN = _("zip_broken", default="The file cannot be read: it is locked or broken.")
_UNKNOWN = _("zip_unknown", default="No case has this reference.")
_SEVERAL = _("zip_several", default="Several cases have this reference.")
_TWICE = _("zip_twice", default="Another file of the zip is for the same case.")


@dataclass(frozen=True)
class Sorted:
    """The file for each case by its place, and the files that are for none."""

    files: dict[str, NamedBlobFile]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Entry:
    info: ZipInfo
    name: str
    place: str | None
    why: str | None


def sort_zip(portal, opened) -> Sorted:
    """Find the case of each file in a zip, given as an open file.

    Raises ``ValueRefused`` for what is no zip, or one that holds too much.
    """
    try:
        if length_of_list(opened) > LONGEST_LIST:
            raise ValueRefused(_TOO_MUCH)
        with ZipFile(opened) as archive:
            return _sort(portal, archive)
    except (BadZipFile, LargeZipFile, NotImplementedError, ValueError, StructError):
        raise ValueRefused(_BAD) from None


def _sort(portal, archive: ZipFile) -> Sorted:
    entries = [_look_up(portal, info) for info in _files(archive)]
    if not entries:
        raise ValueRefused(_EMPTY)
    counts = Counter(entry.place for entry in entries)
    files, left_out, room = {}, [], LARGEST_WHOLE
    patience = Patience(CHECK_SECONDS)
    for entry in entries:
        try:
            if patience.is_over:
                raise ValueRefused(NO_TIME_LEFT)
            if entry.why or counts[entry.place] > 1:
                raise ValueRefused(entry.why or _TWICE)
            file = _unpack(archive, entry)
        except ValueRefused as refusal:
            left_out.append(LeftOut(entry.name, refusal.doc()))
            continue
        room -= file.getSize()
        if room < 0:
            raise ValueRefused(_TOO_MUCH)
        files[entry.place] = file
    return Sorted(files, tuple(left_out))


def _files(archive: ZipFile) -> Iterator[ZipInfo]:
    """Yield what is a file; computers add folders and notes of their own."""
    infos = [
        info
        for info in archive.infolist()
        if not info.is_dir()
        and not info.filename.startswith("__MACOSX/")
        and not _base_name(info).startswith(".")
    ]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_WHOLE:
        raise ValueRefused(_TOO_MUCH)
    yield from infos


def _look_up(portal, info: ZipInfo) -> _Entry:
    name = _name(info)
    if info.file_size > LARGEST_FILE or info.file_size > STRONGEST_SHRINKING * max(
        info.compress_size, 1024
    ):
        return _Entry(info, name, None, _LARGE)
    reference = name.rpartition(".")[0].split(" - ")[0]
    cases = visible_cases(cases_with(portal, reference))
    if len(cases) != 1:
        return _Entry(info, name, None, _SEVERAL if cases else _UNKNOWN)
    return _Entry(info, name, "/".join(cases[0].getPhysicalPath()[-2:]), None)


def _unpack(archive: ZipFile, entry: _Entry) -> NamedBlobFile:
    """Return a file that may be given to a family. Raises ``ValueRefused``."""
    try:
        if entry.info.compress_type not in _PACKED:
            raise ValueRefused(_BROKEN)
        with archive.open(entry.info) as opened:
            data = opened.read(LARGEST_FILE + 1)
    except (BadZipFile, RuntimeError, ValueError, ZlibError, EOFError):
        raise ValueRefused(_BROKEN) from None
    if len(data) > LARGEST_FILE:
        raise ValueRefused(_LARGE)
    file = NamedBlobFile(data, filename=entry.name)
    check_file(file, document_limits())
    return file


def _name(info: ZipInfo) -> str:
    return clean_filename(_base_name(info))


def _base_name(info: ZipInfo) -> str:
    return info.filename.replace("\\", "/").rpartition("/")[2]
