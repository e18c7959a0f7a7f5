"""A file of a case, as an app finds it: its address, and never its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.filetypes import SHOWN_TYPES
from hcc.ehcportal.content.uploads.marks import is_held


@dataclass(frozen=True)
class File:
    """A file, of ``size`` bytes, that ``url`` gives to be saved.

    ``show_url`` gives it to be shown, where browsers show such a file. Nobody gets one
    that ``is_held``: it has a virus, or was not scanned yet.
    """

    name: str
    media_type: str
    size: int
    url: str
    show_url: str | None
    is_held: bool


def file_of(content) -> File:
    """Return what is told of the file of a document or of an attachment."""
    file, url = content.file, content.absolute_url()
    is_shown = file.contentType in SHOWN_TYPES
    return File(
        name=clean_filename(file.filename),
        media_type=file.contentType,
        size=file.getSize(),
        url=f"{url}/@@download/file",
        show_url=f"{url}/@@display-file/file" if is_shown else None,
        is_held=is_held(file),
    )
