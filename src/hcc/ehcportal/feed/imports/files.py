"""The files that lines of an import name."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.feed.imports.lines import LineRefused
from pathlib import Path
from plone.namedfile.file import NamedBlobFile
from typing import Protocol

import base64
import binascii


class Files(Protocol):
    """Where the files of documents come from."""

    def file(self, said: object) -> NamedBlobFile:
        """Return the file that a line names. Raises ``LineRefused``."""


class FilesBeside:
    """Files in a folder beside the lines, which name them by their path in it."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()

    def file(self, said: object) -> NamedBlobFile:
        path = self._path(said)
        if path is None:
            raise LineRefused(
                _(
                    "import_no_file",
                    default="“file” has to be the path of a file in the folder of the "
                    "import.",
                ),
                "file",
            )
        return NamedBlobFile(path.read_bytes(), filename=path.name)

    def _path(self, said: object) -> Path | None:
        """Return where a file is; one that lies outside of the folder is nowhere."""
        try:
            path = (self.folder / said).resolve()
        except (TypeError, ValueError, OSError):
            return None
        return path if path.is_relative_to(self.folder) and path.is_file() else None


class FilesInside:
    """Files inside the lines, which hold them in base64 with a name."""

    def file(self, said: object) -> NamedBlobFile:
        try:
            name, data = said["filename"], base64.b64decode(said["data"], validate=True)
            return NamedBlobFile(data, filename=name)
        except (TypeError, KeyError, ValueError, binascii.Error):
            raise LineRefused(
                _(
                    "import_no_data",
                    default="“file” has to be an object with “filename” and “data”, "
                    "the file in base64.",
                ),
                "file",
            ) from None
