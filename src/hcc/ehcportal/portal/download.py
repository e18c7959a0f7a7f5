"""The files of a case, as they go to a browser: never run, and never unseen.

Whatever name or type an uploader claimed, the browser is told what the portal found in
the file. It is to be saved, but for PDF files and pictures that are asked to be shown.
Each time somebody gets a file, the audit record says so.
"""

from __future__ import annotations

from Acquisition import aq_base
from hcc.ehcportal.access.apart import apart
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.document import DOCUMENT_TYPES
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.filetypes import kind_of
from hcc.ehcportal.content.filetypes import MacrosFound
from hcc.ehcportal.content.openings import has_opened
from hcc.ehcportal.content.openings import note_opening
from hcc.ehcportal.content.uploads.fields import IFamilyFileField
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.uploads.marks import scan_state
from plone import api
from plone.formwidget.namedfile.widget import Download as FormDownload
from plone.namedfile.browser import Download
from plone.namedfile.utils import stream_data
from urllib.parse import quote
from zope.publisher.interfaces import NotFound
from ZPublisher.HTTPRangeSupport import parseRange

import unicodedata


class SafeDownload(Download):
    """Gives a file to be saved or opened by its own program, never run in the site."""

    disposition = "attachment"

    def __call__(self):
        file = self._getFile()
        if is_held(file):
            return self._say_why(file)
        self.set_headers(file)
        part = self.handle_request_range(file)
        if part is None or self.request.method == "HEAD":
            return b""
        if not self._continues(part):
            self._note()
        return stream_data(file, **part)

    def set_headers(self, file) -> None:
        response = self.request.response
        name = clean_filename(file.filename) or "document"
        response.setHeader("Content-Type", self.media_type(file))
        response.setHeader("Content-Length", str(file.getSize()))
        response.setHeader("Accept-Ranges", "bytes")
        response.setHeader("Content-Disposition", f"{self.disposition}; {_named(name)}")
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store, private")
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin")

    def media_type(self, file) -> str:
        """Return the type that the browser is told."""
        claimed = file.contentType
        return claimed if claimed in DOCUMENT_TYPES else "application/octet-stream"

    def handle_request_range(self, file) -> dict | None:
        """Return which part was asked for, ``{}`` for all, or None for one beyond."""
        ranges = parseRange(self.request.getHeader("Range", "")) or []
        part = super().handle_request_range(file)
        if part or len(ranges) != 1 or self.request.getHeader("If-Range"):
            return part
        return self._refuse_range(file)

    def _refuse_range(self, file) -> None:
        response = self.request.response
        response.setStatus(416)
        response.setHeader("Content-Range", f"bytes */{file.getSize()}")
        response.setHeader("Content-Length", "0")

    def _getFile(self):
        if self.fieldname not in (None, "file"):
            raise NotFound(self, self.fieldname, self.request)
        return super()._getFile()

    def _say_why(self, file) -> str:
        """Answer with a page that says why nobody can have the file."""
        self.request.response.setStatus(403)
        page = api.content.get_view("ehc-held-file", self.context, self.request)
        page.scan = scan_state(file)
        return page()

    def _continues(self, part: dict) -> bool:
        """Tell whether this goes on with what the person has begun to fetch."""
        return part.get("start", 0) > 0 and self._has_opened

    @property
    def _has_opened(self) -> bool:
        return IEHCDocument.providedBy(self.context) and has_opened(
            self.context, self._person
        )

    @property
    def _person(self) -> str:
        return api.user.get_current().getId()

    def _note(self) -> None:
        """Write down who gets the file, apart from the request, which only reads."""
        person = self._person
        self._record()
        if IEHCDocument.providedBy(self.context):
            apart(aq_base(self.context), lambda fresh: note_opening(fresh, person))

    def _record(self) -> None:
        record(
            "document_downloaded",
            who=self._person,
            subject=subject_of(self.context),
            apart=True,
        )


class ShowFile(SafeDownload):
    """Shows a PDF or a picture in the page, if it really is one; saves all others."""

    kind: Kind | None = None

    def set_headers(self, file) -> None:
        self.kind = _shown_kind(file)
        if self.kind is not None:
            self.disposition = "inline"
        super().set_headers(file)

    def media_type(self, file) -> str:
        return self.kind.media_type if self.kind else super().media_type(file)


class EarlierVersion(SafeDownload):
    """Gives staff a file that the family had before: ``@@ehc-earlier-version/1``."""

    def _getFile(self):
        versions = enumerate(self.context.versions, start=1)
        # Text is compared with text: not everything that has digits is a number.
        files = {str(number): version.file for number, version in versions}
        if self.fieldname not in files:
            raise NotFound(self, self.fieldname, self.request)
        return files[self.fieldname]

    def _continues(self, part: dict) -> bool:
        return False

    def _note(self) -> None:
        self._record()


class WidgetDownload(FormDownload):
    """Plone's download inside a form: for files of a case it leads to the safe one."""

    def __call__(self):
        content = self.context.context
        if IFamilyFileField.providedBy(self.context.field):
            address = f"{content.absolute_url()}/@@download/file"
            self.request.response.redirect(address)
            return ""
        return super().__call__()


def _shown_kind(file) -> Kind | None:
    try:
        kind = kind_of(file)
    except MacrosFound:
        return None
    return kind if kind is not None and kind.is_shown else None


def _named(name: str) -> str:
    """Return a file's name for a header: in any script, and for old programs."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in letters)
    if not plain.rpartition(".")[0].strip(" ._-()"):
        plain = f"document.{extension_of(name)}"
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
