"""What every file has to pass before a family is given it, or it is taken from one.

Pages call ``checked_upload`` for each file; whatever else reaches the field of a type,
by REST, TUS or Plone's own forms, passes it by the field's validation (``fields.py``).
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.filetypes import kind_of
from hcc.ehcportal.content.filetypes import MacrosFound
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import megabytes
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile


LONGEST_NAME = 150


def checked_upload(
    file: NamedBlobFile, limits: Limits, context: object | None = None
) -> NamedBlobFile:
    """Return a file as it may be stored, or raise ``ValueRefused`` with the sentence.

    The file itself is changed: its name is cleaned, its type is what it has in it, and
    a picture loses what it tells of place and camera. One that could not be scanned
    may be kept closed: see ``quarantine.py``. ``context`` is the content that the file
    is sent to, for the audit record. How many files there are and how large all of
    them is for ``limits.check_room`` to say.
    """
    file.filename = clean_filename(file.filename)
    file.contentType = check_file(file, limits).media_type
    return file


def check_file(file: NamedBlobFile, limits: Limits) -> Kind:
    """Return the kind of a file, or raise ``ValueRefused``."""
    check_size(file.getSize(), limits)
    if len(file.filename or "") > LONGEST_NAME:
        raise ValueRefused(_NAME)
    extension = extension_of(file.filename)
    if not any(extension in kind.extensions for kind in limits.kinds):
        raise ValueRefused(_wrong_kind(limits))
    return _check_content(file, extension)


def check_size(size: int, limits: Limits) -> None:
    """Raise ``ValueRefused`` for too many bytes or none; bytes need not be copied."""
    if not size:
        raise ValueRefused(_EMPTY)
    if size > limits.bytes_each:
        raise ValueRefused(_too_large(limits))


def _check_content(file, extension: str) -> Kind:
    try:
        kind = kind_of(file)
    except MacrosFound:
        raise ValueRefused(_MACROS) from None
    if kind is None or extension not in kind.extensions:
        raise ValueRefused(_OTHER)
    return kind


def _too_large(limits: Limits) -> str:
    return _(
        "error_file_size",
        default="This file is larger than ${megabytes} MB. Save it as a smaller PDF, "
        "or in parts.",
        mapping={"megabytes": megabytes(limits.bytes_each)},
    )


def _wrong_kind(limits: Limits) -> str:
    return _(
        "error_file_kind",
        default="This kind of file cannot be taken. Save it as one of these: ${kinds}.",
        mapping={"kinds": limits.kind_names},
    )


NOTHING_CHOSEN = _("error_no_file", default="Choose a file first.")
FAILED = _(
    "error_file_failed",
    default="This file did not arrive whole. Send it again; what you sent before is "
    "kept.",
)
_EMPTY = _(
    "error_file_empty",
    default="There is nothing in this file. Save it again, then choose it once more.",
)
_NAME = _(
    "error_file_name",
    default="The name of this file is longer than 150 letters. Give it a shorter one.",
)
_OTHER = _(
    "error_file_other",
    default="What is in this file is not what its name ends in, or it is damaged. Open "
    "it in its own program and save it again.",
)
_MACROS = _(
    "error_file_macros",
    default="This file has macros in it, which are programs. Save it as PDF, or as a "
    "document without macros.",
)
