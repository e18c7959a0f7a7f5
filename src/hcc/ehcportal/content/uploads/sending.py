"""Files as a page sends them, and what it says of those that are not taken."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.uploads.checking import check_size
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import too_many
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile
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


@dataclass(frozen=True)
class Taker:
    """Takes files for something that families send, each by itself.

    ``context`` is the content that they are sent to. ``check_room`` raises
    ``ValueRefused`` where so many bytes more are too many, ``keep`` keeps a file that
    has passed.
    """

    limits: Limits
    context: object
    check_room: Callable[[int], None]
    keep: Callable[[NamedBlobFile], None]

    def take(self, uploads: Iterable[FileUpload]) -> list[Refusal]:
        """Keep files, and return those that are not taken."""
        uploads = list(uploads)
        if len(uploads) > self.limits.files:
            return [Refusal("", too_many(self.limits))]
        refusals = []
        for upload in uploads:
            name = clean_filename(upload.filename)
            try:
                self._take_one(upload, name)
            except ValueRefused as refused:
                refusals.append(Refusal(name, refused.doc()))
        return refusals

    def _take_one(self, upload: FileUpload, name: str) -> None:
        # Before it is copied into the database.
        size = upload.seek(0, 2)
        check_size(size, self.limits)
        self.check_room(size)
        upload.seek(0)
        file = NamedBlobFile(upload, filename=name)
        self.keep(checked_upload(file, self.limits, self.context))


def told_in_one(refusals: Iterable[Refusal], request) -> str:
    """Return why files are not taken, for a script that sent one of them."""
    return " ".join(translate(each.message, context=request) for each in refusals)
