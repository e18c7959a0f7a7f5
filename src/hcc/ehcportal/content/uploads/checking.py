"""What every file has to pass before a family is given it, or it is taken from one."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.content.filetypes import kind_of
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.filetypes import MacrosFound
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.validation import ValueRefused


LONGEST_NAME = 150


def check_file(file) -> None:
    """Raise ``ValueRefused`` for a file that cannot be given to a family."""
    if not file.getSize():
        raise ValueRefused(_EMPTY)
    if len(file.filename or "") > LONGEST_NAME:
        raise ValueRefused(_NAME)
    if file.getSize() > setting("document_megabytes") * 1024 * 1024:
        raise ValueRefused(too_large())
    extension = extension_of(file.filename)
    if not any(extension in kind.extensions for kind in KINDS):
        raise ValueRefused(_KIND)
    _check_content(file, extension)


def too_large() -> str:
    """Say that a file is too large, and what to do."""
    return _(
        "error_file_size",
        default="This file is larger than ${megabytes} MB. Save it as a smaller PDF, "
        "or in parts.",
        mapping={"megabytes": str(setting("document_megabytes"))},
    )


def _check_content(file, extension: str) -> None:
    try:
        kind = kind_of(file)
    except MacrosFound:
        raise ValueRefused(_MACROS) from None
    if kind is None or extension not in kind.extensions:
        raise ValueRefused(_OTHER)


_EMPTY = _(
    "error_file_empty",
    default="There is nothing in this file. Save it again, then choose it once more.",
)
_NAME = _(
    "error_file_name",
    default="The name of this file is longer than 150 letters. Give it a shorter one.",
)
_KIND = _(
    "error_file_kind",
    default="Families cannot be given this kind of file. Save it as PDF, Word (.doc or "
    ".docx), OpenDocument (.odt), RTF, JPEG, PNG or text (.txt).",
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
