"""A file of a case as staff see it."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.content.uploads.marks import is_held


@dataclass(frozen=True)
class FileRow:
    """The file of a document or an attachment."""

    content: object

    @property
    def id(self) -> str:
        return self.content.getId()

    @property
    def filename(self) -> str:
        return self.content.file.filename

    @property
    def is_held(self) -> bool:
        """Whether nobody may have it: it has a virus, or may have one."""
        return is_held(self.content.file)

    @property
    def url(self) -> str:
        return f"{self.content.absolute_url()}/@@display-file/file"
