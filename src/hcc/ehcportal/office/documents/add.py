"""Choosing files for a family: each becomes a draft at once."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.publishing import NOT_PUBLISHED
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.checking import check_size
from hcc.ehcportal.content.uploads.limits import accept_attribute
from hcc.ehcportal.content.uploads.limits import document_limits
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import MEGABYTE
from hcc.ehcportal.content.uploads.sending import Refusal
from hcc.ehcportal.content.uploads.sending import sent_files
from hcc.ehcportal.content.uploads.sending import told_in_one
from hcc.ehcportal.content.uploads.sentences import NOTHING_CHOSEN
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.office.documents.adding import add_draft
from hcc.ehcportal.office.documents.drafts import drafts_of
from hcc.ehcportal.office.documents.family import FamilyFacing
from hcc.ehcportal.office.documents.patience import CHECK_SECONDS
from hcc.ehcportal.office.documents.patience import NO_TIME_LEFT
from hcc.ehcportal.office.documents.patience import Patience
from plone.namedfile.file import NamedBlobFile
from plone.protect import CheckAuthenticator
from ZPublisher.HTTPRequest import FileUpload

import json


class AddDocuments(FamilyFacing):
    """Takes files, in any number at once, and leads to the page that publishes them.

    A script sends each file as it is chosen, with ``answer=json``; without one the form
    sends all of them with *Continue*.
    """

    label = _("add_documents", default="Add documents")
    takes_many = True
    replaces: str | None = None
    hindrance: str | None = None

    def __call__(self):
        self.refusals: list[Refusal] = []
        self.added: list = []
        if self.request.method == "POST" and not self.hindrance:
            CheckAuthenticator(self.request)
            self._take()
            if self.request.form.get("answer") == "json":
                return self._as_json()
            if not self.refusals:
                self.request.response.redirect(self.check_url)
                return ""
        return super().__call__()

    @property
    def accept(self) -> str:
        """What the browser offers to choose; what comes is judged anyway."""
        return accept_attribute(self.limits)

    @cached_property
    def limits(self) -> Limits:
        return document_limits()

    @property
    def megabytes(self) -> int:
        return self.limits.bytes_each // MEGABYTE

    @property
    def check_url(self) -> str:
        return f"{self.case.absolute_url()}/ehc-check-documents"

    @property
    def waiting(self) -> int:
        """How many drafts the case has."""
        return len(drafts_of(self.case))

    def _take(self) -> None:
        uploads = list(sent_files(self.request.form))
        if not self.takes_many:
            uploads = uploads[:1]
        if len(uploads) > self.limits.files:
            self.refusals.append(Refusal("", _TOO_MANY))
        elif not uploads and not self._goes_on:
            self.refusals.append(Refusal("", NOTHING_CHOSEN))
        else:
            self._add_all(uploads)

    @property
    def _goes_on(self) -> bool:
        """Whether *Continue* follows files that a script has sent before."""
        return self.takes_many and bool(self.waiting)

    def _add_all(self, uploads: list[FileUpload]) -> None:
        checks, patience = Patience(CHECK_SECONDS), Patience()
        for upload in uploads:
            if checks.is_over:
                name = clean_filename(upload.filename)
                self.refusals.append(Refusal(name, NO_TIME_LEFT))
            else:
                self._add(upload, patience)

    def _add(self, upload: FileUpload, patience: Patience) -> None:
        name = clean_filename(upload.filename)
        try:
            self.added.append(self._draft(upload, name, patience))
        except ValueRefused as refused:
            self.refusals.append(Refusal(name, refused.doc()))

    def _draft(self, upload: FileUpload, name: str, patience: Patience):
        # Before it is copied into the database.
        check_size(upload.seek(0, 2), self.limits)
        upload.seek(0)
        file = NamedBlobFile(upload, filename=name)
        return add_draft(self.case, file, patience, replaces=self.replaces)

    def _as_json(self) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps({"problem": told_in_one(self.refusals, self.request)})


class ReplaceDocument(AddDocuments):
    """Takes the file that is to stand in a published document's place."""

    label = _("replace_document", default="Replace the document")
    takes_many = False

    @property
    def replaces(self) -> str:
        return self.context.getId()

    @property
    def hindrance(self) -> str | None:
        return None if state_of(self.context) == "published" else NOT_PUBLISHED


_TOO_MANY = _(
    "error_many_files",
    default="These are more than 50 files. Choose some of them, and the others "
    "afterwards.",
)
