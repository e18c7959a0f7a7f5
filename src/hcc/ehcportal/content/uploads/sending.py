"""Files as a page sends them, and what it says of those that are not taken."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hcc.ehcportal.content.anew import begin_anew
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.uploads.checking import check_name
from hcc.ehcportal.content.uploads.checking import check_size
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import too_many
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile
from shutil import copyfileobj
from typing import BinaryIO
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
    has passed, and may return what it is now.
    """

    limits: Limits
    context: object
    check_room: Callable[[int], None]
    keep: Callable[[NamedBlobFile], object]

    def take(self, uploads: Iterable[FileUpload]) -> list[Refusal]:
        """Keep files, and return those that are not taken.

        All are checked first: best before anything is written, see ``anew.py``.
        """
        uploads = list(uploads)
        if len(uploads) > self.limits.files:
            return [Refusal("", too_many(self.limits))]
        checked, refusals = [], []
        for upload in uploads:
            with _noting(refusals, upload.filename):
                checked.append(self._checked(upload, upload.filename))
        begin_anew()
        for file in checked:
            with _noting(refusals, file.filename):
                self._keep(file)
        return refusals

    def take_one(self, source: BinaryIO, filename: str) -> object:
        """Keep one file, and return it as it is kept; or raise ``ValueRefused``."""
        file = self._checked(source, filename)
        begin_anew()
        return self._keep(file)

    def _checked(self, source: BinaryIO, filename: str) -> NamedBlobFile:
        # Before it is copied into the database.
        self.check_coming(source.seek(0, 2), filename)
        source.seek(0)
        file = NamedBlobFile(filename=clean_filename(filename))
        with file.open("w") as copy:
            copyfileobj(source, copy)
        return checked_upload(file, self.limits, self.context)

    def _keep(self, file: NamedBlobFile) -> object:
        self.check_room(file.getSize())
        return self.keep(file)

    def check_coming(self, size: int, filename: str) -> None:
        """Raise ``ValueRefused`` for what needs no look into a file to be refused."""
        check_size(size, self.limits)
        check_name(clean_filename(filename), self.limits)
        self.check_room(size)


@contextmanager
def _noting(refusals: list[Refusal], filename: str) -> Iterator[None]:
    try:
        yield
    except ValueRefused as refused:
        refusals.append(Refusal(clean_filename(filename), refused.doc()))


def told_in_one(refusals: Iterable[Refusal], request) -> str:
    """Return why files are not taken, for a script that sent one of them."""
    return " ".join(translate(each.message, context=request) for each in refusals)
