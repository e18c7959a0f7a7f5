"""How many files of which kinds and sizes are taken, and how that is said before.

``upload_limits()`` is what the council allows families, ``document_limits()`` what it
allows itself. A form may allow less, ``upload_limits().narrowed(files=3)``, and asks by
name for what not every form takes, ``upload_limits(["pdf", "mp3"])``.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from hcc.ehcportal import _
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.filetypes import names_of
from hcc.ehcportal.content.filetypes import USUAL_KINDS
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.validation import ValueRefused
from zope.interface import Interface


MEGABYTE = 1024 * 1024

# How many files a page of the office takes at once.
MOST_DOCUMENTS = 50


@dataclass(frozen=True)
class Limits:
    """What is taken: files of which kinds, how large each, how many, how large all."""

    kinds: tuple[Kind, ...]
    bytes_each: int
    files: int
    bytes_all: int

    def narrowed(
        self,
        *,
        megabytes: int | None = None,
        files: int | None = None,
        form_megabytes: int | None = None,
    ) -> Limits:
        """Return these limits where they are the stricter ones, else what is given."""
        return replace(
            self,
            bytes_each=_least(self.bytes_each, megabytes, MEGABYTE),
            files=_least(self.files, files),
            bytes_all=_least(self.bytes_all, form_megabytes, MEGABYTE),
        )

    @property
    def kind_names(self) -> str:
        """The kinds, for a sentence."""
        return names_of(self.kinds)


class IUploadLimits(Interface):
    """The ``Limits`` of what is sent to some content, as an adapter of it."""


def upload_limits(
    kinds: Iterable[str] | None = None, settings: Callable[[str], object] = setting
) -> Limits:
    """Return what the council allows families to send with one form.

    ``kinds`` are the keys of those that the form asks for; without any it takes what is
    usual. ``settings`` tells what is allowed by the names of the records.
    """
    asked = USUAL_KINDS if kinds is None else _chosen(kinds, KINDS)
    return Limits(
        kinds=_chosen(settings("upload_kinds"), asked),
        bytes_each=settings("upload_megabytes") * MEGABYTE,
        files=settings("upload_files"),
        bytes_all=settings("upload_form_megabytes") * MEGABYTE,
    )


def document_limits() -> Limits:
    """Return what staff may add to a case at once."""
    each = setting("document_megabytes") * MEGABYTE
    return Limits(KINDS, each, MOST_DOCUMENTS, MOST_DOCUMENTS * each)


def accept_attribute(limits: Limits) -> str:
    """Return what a browser offers to choose; what comes is judged anyway."""
    return ",".join(f".{name}" for kind in limits.kinds for name in kind.extensions)


def limits_sentence(limits: Limits) -> str:
    """Say before anything is chosen what can be."""
    return _(
        "upload_limits",
        default="${kinds}. At most ${files} files of ${each} MB each, and ${all} MB "
        "together.",
        mapping={
            "kinds": limits.kind_names,
            "files": str(limits.files),
            "each": megabytes(limits.bytes_each),
            "all": megabytes(limits.bytes_all),
        },
    )


def check_room(kept: Iterable[int], coming: int, limits: Limits) -> None:
    """Raise ``ValueRefused`` where one more file is too many, or too much.

    ``kept`` are the sizes of the files that are there, ``coming`` is that of the next.
    """
    sizes = [*kept, coming]
    if len(sizes) > limits.files:
        raise ValueRefused(too_many(limits))
    if sum(sizes) > limits.bytes_all:
        raise ValueRefused(
            _(
                "error_files_size",
                default="Together these files are larger than ${megabytes} MB. Remove "
                "one, or send it with another form.",
                mapping={"megabytes": megabytes(limits.bytes_all)},
            )
        )


def too_many(limits: Limits) -> str:
    """Say that there are too many files, and what to do."""
    return _(
        "error_files_number",
        default="These are more than ${files} files. Remove some, or put several pages "
        "into one file.",
        mapping={"files": str(limits.files)},
    )


def megabytes(number: int) -> str:
    """Return a number of bytes as a number of megabytes, for a sentence."""
    return f"{number / MEGABYTE:g}"


def in_bytes(size: int) -> str:
    """Return a number of bytes in the unit that tells it in few digits."""
    kilobytes = max(1, size / 1024)
    if kilobytes < 1024:
        return f"{kilobytes:.0f} KB"
    return f"{kilobytes / 1024:.1f} MB"


def _chosen(keys: Iterable[str], kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    wanted = set(keys)
    return tuple(kind for kind in kinds if kind.key in wanted)


def _least(limit: int, other: int | None, unit: int = 1) -> int:
    return limit if other is None else min(limit, other * unit)
