"""What every file has to pass before a family is given it, or it is taken from one.

Pages call ``checked_upload`` for each file; whatever else reaches the field of a type,
by REST, TUS or Plone's own forms, passes it by the field's validation (``fields.py``).
"""

from __future__ import annotations

from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.content.filetypes import is_locked_package
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.filetypes import kind_in
from hcc.ehcportal.content.filetypes import MacrosFound
from hcc.ehcportal.content.uploads.guises import check_guise
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.locks import check_lock
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.pictures import repaint
from hcc.ehcportal.content.uploads.quarantine import scan_arrival
from hcc.ehcportal.content.uploads.recordings import untag
from hcc.ehcportal.content.uploads.sentences import EMPTY
from hcc.ehcportal.content.uploads.sentences import LOCKED
from hcc.ehcportal.content.uploads.sentences import LONG_NAME
from hcc.ehcportal.content.uploads.sentences import MACROS
from hcc.ehcportal.content.uploads.sentences import OTHER
from hcc.ehcportal.content.uploads.sentences import too_large
from hcc.ehcportal.content.uploads.sentences import wrong_kind
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile


LONGEST_NAME = 150


def checked_upload(
    file: NamedBlobFile, limits: Limits, context: object | None = None
) -> NamedBlobFile:
    """Return a file as it may be stored, or raise ``ValueRefused`` with the sentence.

    The file itself is changed: its name is cleaned, its type is what it has in it, and
    a picture or a recording loses what it tells of place and owner. One that could not
    be scanned may be kept closed: see ``quarantine.py``. ``context`` is the content
    that the file is sent to, for the audit record. How many files there are and how
    large all of them is for ``limits.check_room`` to say.
    """
    file.filename = clean_filename(file.filename)
    kind = check_file(file, limits)
    if scan_state(file) is None:
        scan = scan_arrival(file, context)
        file.contentType = repaint(file, kind).media_type
        untag(file, kind)
        mark_as(file, scan)
    return file


def check_file(file: NamedBlobFile, limits: Limits) -> Kind:
    """Return the kind of a file, or raise ``ValueRefused``."""
    check_size(file.getSize(), limits)
    check_name(file.filename, limits)
    kind = _kind_of(file, extension_of(file.filename))
    check_lock(file, kind)
    return kind


def check_name(filename: str | None, limits: Limits) -> None:
    """Raise ``ValueRefused`` for a name that is too long, or says no kind we take."""
    if len(filename or "") > LONGEST_NAME:
        raise ValueRefused(LONG_NAME)
    extension = extension_of(filename)
    if not any(extension in kind.extensions for kind in limits.kinds):
        raise ValueRefused(wrong_kind(limits))


def check_size(size: int, limits: Limits) -> None:
    """Raise ``ValueRefused`` for too many bytes or none; bytes need not be copied."""
    if not size:
        raise ValueRefused(EMPTY)
    if size > limits.bytes_each:
        raise ValueRefused(too_large(limits))


def _kind_of(file: NamedBlobFile, extension: str) -> Kind:
    with file.open() as opened:
        if is_locked_package(opened):
            raise ValueRefused(LOCKED)
        try:
            kind = kind_in(opened)
        except MacrosFound:
            raise ValueRefused(MACROS) from None
        if kind is None or extension not in kind.extensions:
            raise ValueRefused(OTHER)
        check_guise(opened, kind)
    return kind
