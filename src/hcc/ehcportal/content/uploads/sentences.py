"""Why a file is refused, and how to put it right: a sentence for each reason."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import megabytes


def too_large(limits: Limits) -> str:
    """Say that a file is too large."""
    return _(
        "error_file_size",
        default="This file is larger than ${megabytes} MB. Save it as a smaller PDF, "
        "or in parts.",
        mapping={"megabytes": megabytes(limits.bytes_each)},
    )


def wrong_kind(limits: Limits) -> str:
    """Say that no such files are taken."""
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
EMPTY = _(
    "error_file_empty",
    default="There is nothing in this file. Save it again, then choose it once more.",
)
LONG_NAME = _(
    "error_file_name",
    default="The name of this file is longer than 150 letters. Give it a shorter one.",
)
OTHER = _(
    "error_file_other",
    default="What is in this file is not what its name ends in, or it is damaged. Open "
    "it in its own program and save it again.",
)
TWO_IN_ONE = _(
    "error_file_two",
    default="This file is two kinds of file in one. Open it in its own program and "
    "save it again.",
)
MACROS = _(
    "error_file_macros",
    default="This file has macros in it, which are programs. Save it as PDF, or as a "
    "document without macros.",
)
LOCKED = _(
    "error_file_locked",
    default="This file is protected by a password, so nobody here could open it. Take "
    "the password off, or print it to PDF, and choose it again.",
)
TOO_MUCH_INSIDE = _(
    "error_file_inside",
    default="Much more is packed into this file than a document needs. Save it as PDF.",
)
TOO_MANY_DOTS = _(
    "error_file_dots",
    default="This picture is larger than 64 megapixels. Save it smaller, or take it "
    "again with the usual setting of the camera.",
)
UNCHECKED = _(
    "error_file_unchecked",
    default="This file takes too long to check. Save it in a simpler form: a document "
    "as PDF, a picture as JPEG.",
)
VIRUS = _(
    "error_file_virus",
    default="The virus scanner stopped this file, so it was not kept. Have the device "
    "that it comes from checked, or send the document in another form.",
)
NO_SCANNER = _(
    "error_file_no_scanner",
    default="Files cannot be checked for viruses just now, so this one was not kept. "
    "All else that you entered is. Try again later.",
)
