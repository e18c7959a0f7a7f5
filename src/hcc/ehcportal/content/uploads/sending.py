"""Files as a page sends them, and what it says of those that are not taken."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from zope.i18n import translate
from ZPublisher.HTTPRequest import FileUpload


@dataclass(frozen=True)
class Refusal:
    """A file that is not taken, or "" for all that were chosen, and why."""

    name: str
    message: str


def sent_files(fields: Mapping[str, object]) -> Iterator[FileUpload]:
    """Yield the files that were chosen in the field ``files`` of a page."""
    chosen = fields.get("files", ())
    for upload in chosen if isinstance(chosen, list) else [chosen]:
        if isinstance(upload, FileUpload) and upload.filename:
            yield upload


def told_in_one(refusals: Iterable[Refusal], request) -> str:
    """Return why files are not taken, for a script that sent one of them."""
    return " ".join(translate(each.message, context=request) for each in refusals)
