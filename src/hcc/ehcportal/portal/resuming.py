"""TUS, by which a file is sent in pieces and goes on where a connection broke.

The protocol is plone.restapi's, version 1.0.0 of https://tus.io. Ours is whose a file
is, what is refused before it is sent, and what is told once it is whole. Each request
has to have the header ``Tus-Resumable``: another site's page cannot send it.
"""

from __future__ import annotations

from base64 import b64decode
from hcc.ehcportal.content.uploads.limits import in_bytes
from hcc.ehcportal.content.uploads.pieces import Pieces
from hcc.ehcportal.content.uploads.sentences import FAILED
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.forms.attachments import attach_one
from hcc.ehcportal.forms.attachments import check_coming
from plone import api
from plone.restapi.services.content.tus import TUSBaseService
from plone.restapi.services.content.tus import UploadHead
from plone.restapi.services.content.tus import UploadPatch
from zExceptions import Unauthorized
from zope.i18n import translate

import re
import transaction


_ADD = "hcc.ehcportal: Add attachment"

_NUMBER = re.compile("[0-9]{1,18}")


class Refusing(TUSBaseService):
    """Answers with our own sentence about a file."""

    def refuse(self, sentence: str, status: int = 400) -> dict:
        return self.error("Refused", translate(sentence, context=self.request), status)

    def number(self, header: str) -> int | None:
        """Return a number of bytes that a header tells."""
        told = self.request.getHeader(header, "")
        return int(told) if _NUMBER.fullmatch(told) else None


class BeginUpload(Refusing):
    """Begins a file, unless it would be refused for its length or its name."""

    def reply(self):
        if not self.check_tus_version():
            return self.unsupported_version()
        length = self.number("Upload-Length")
        if length is None:
            return self.error("Bad Request", "Missing or invalid Upload-Length header")
        try:
            name = _filename(self.request.getHeader("Upload-Metadata", ""))
            check_coming(self.context, length, name)
        except ValueRefused as refused:
            return self.refuse(refused.doc())
        except ValueError:
            return self.error("Bad Request", "Upload-Metadata is not in base64")
        mode = "replace" if self.__name__.endswith("@tus-replace") else "create"
        return self._begin(filename=name, length=length, mode=mode)

    def _begin(self, **told):
        pieces = Pieces.begin(self.context, **told)
        place = f"{self.context.absolute_url()}/@tus-upload/{pieces.uid}"
        for name, value in {
            "Location": place,
            "Upload-Expires": pieces.expires(),
            "Tus-Resumable": "1.0.0",
        }.items():
            self.request.response.setHeader(name, value)
        return self.reply_no_content(201)


class OwnUpload:
    """Finds a file for its sender alone, at the place to which it is sent.

    Asks for the right to attach a file: families have none to add content.
    """

    def tus_upload(self) -> Pieces | None:
        """Return what has come of the file, or None."""
        return Pieces.find(self.uid, self.context)

    def check_add_modify_permission(self, mode: str) -> None:
        """Raise ``Unauthorized`` for whoever may not add or change the attachment."""
        permission = _ADD if mode == "create" else "Modify portal content"
        if not api.user.has_permission(permission, obj=self.context):
            raise Unauthorized


class AskAboutUpload(OwnUpload, UploadHead):
    """Tells how much of a file has come."""


class ContinueUpload(OwnUpload, Refusing, UploadPatch):
    """Takes the next piece of a file; with the last one it becomes an attachment.

    Whoever heard no answer to the last piece is told when they ask with an empty one.
    """

    attachment = None

    def reply(self):
        pieces = self.tus_upload()
        self.attachment = pieces and self._kept_of(pieces)
        if self.attachment is not None and self.check_tus_version():
            return self.reply_no_content()
        try:
            return (pieces and self._unfit(pieces)) or super().reply()
        except ValueRefused as refused:
            pieces.cleanup()
            return self.refuse(refused.doc())

    def create_or_modify_content(self, pieces: Pieces) -> None:
        """Make an attachment of a file that is whole, or put it in another's place."""
        if pieces.metadata()["mode"] == "replace":
            super().create_or_modify_content(pieces)
            return
        with pieces.open() as file:
            name = pieces.metadata().get("filename", "")
            self.attachment = attach_one(self.context, file, name, id=_id_for(pieces))
        # Until then it may be needed again: another's change can be in the way.
        transaction.get().addAfterCommitHook(_keep, args=(pieces,))

    def reply_no_content(self, status: int = 204):
        """Tell of the attachment, once there is one."""
        if self.attachment is None:
            return super().reply_no_content(status)
        file = self.attachment.file
        self.request.response.setStatus(200)
        return {
            "id": self.attachment.getId(),
            "name": file.filename,
            "size": in_bytes(file.getSize()),
            "url": f"{self.attachment.absolute_url()}/@@download/file",
        }

    def _kept_of(self, pieces: Pieces):
        """Return the attachment that a file has become, if it has."""
        return self.context.get(_id_for(pieces)) if _is_new(pieces) else None

    def _unfit(self, pieces: Pieces) -> dict | None:
        """Return why a piece cannot be taken."""
        offset, coming = self.number("Upload-Offset"), self.number("Content-Length")
        if offset is None or coming is None:
            return self.error("Bad Request", "Upload-Offset or Content-Length missing")
        if offset + coming > pieces.length():
            pieces.cleanup()
            return self.refuse(FAILED, 413)
        said = self.request.getHeader("Upload-Complete", "")
        if said == "?0" and offset + coming == pieces.length():
            # It would not have waited behind others that are checked: lanes.py
            return self.error("Bad Request", "Upload-Complete is ?0: this is the last")
        # The one that came last may come again: so does Zope itself after a conflict.
        if pieces.offset() not in (offset, offset + coming):
            return self.error("Conflict", f"Upload-Offset is {pieces.offset()}", 409)
        return None


def _filename(header: str) -> str:
    """Read a file's name out of what is told of it: names, and values in base64."""
    told = dict(pair.split() for pair in header.split(",") if len(pair.split()) == 2)
    return b64decode(told.get("filename", "")).decode()


def _is_new(pieces: Pieces) -> bool:
    return pieces.metadata().get("mode") == "create"


def _id_for(pieces: Pieces) -> str:
    """Return the id of what a file becomes, so that it becomes that but once."""
    return f"a-{pieces.uid[:16]}"


def _keep(is_done: bool, pieces: Pieces) -> None:
    if is_done:
        pieces.keep()
