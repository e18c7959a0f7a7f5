"""TUS, by which scripts send a file in pieces, as far as it is for families' files.

plone.restapi keeps the pieces in a folder of the server, and asks how long the file is
to be without looking at the answer. What is kept is checked by its field at the end.
"""

from __future__ import annotations

from binascii import Error as NotBase64
from hcc.ehcportal.content.uploads.checking import check_size
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.uploads.sentences import FAILED
from hcc.ehcportal.content.validation import ValueRefused
from plone import api
from plone.restapi.services.content.tus import UploadHead
from plone.restapi.services.content.tus import UploadPatch
from plone.restapi.services.content.tus import UploadPost
from zExceptions import Unauthorized
from zope.i18n import translate

import re


_ADD = "hcc.ehcportal: Add attachment"


_LENGTH = re.compile("[0-9]{1,18}")


class BeginUpload(UploadPost):
    """Lets nobody begin a file that would be refused for its length."""

    def reply(self):
        length = self.request.getHeader("Upload-Length", "")
        if not _LENGTH.fullmatch(length):
            return self.error("Bad Request", "Missing or invalid Upload-Length header")
        try:
            check_size(int(length), upload_limits())
            return super().reply()
        except ValueRefused as refused:
            sentence = translate(refused.doc(), context=self.request)
            return self.error("Bad Request", sentence)
        except (NotBase64, UnicodeDecodeError):
            return self.error("Bad Request", "Upload-Metadata is not in base64")


class OwnUpload:
    """Asks for the right to attach a file: families have none to add content."""

    def check_add_modify_permission(self, mode: str) -> None:
        """Raise ``Unauthorized`` for whoever may not add or change the attachment."""
        permission = _ADD if mode == "create" else "Modify portal content"
        if not api.user.has_permission(permission, obj=self.context):
            raise Unauthorized


class AskAboutUpload(OwnUpload, UploadHead):
    """Tells how much of a file has come."""


class ContinueUpload(OwnUpload, UploadPatch):
    """Takes no more of a file than it was said to have."""

    def reply(self):
        upload = self.tus_upload()
        if upload is not None and self._is_too_much(upload):
            upload.cleanup()
            sentence = translate(FAILED, context=self.request)
            return self.error("Payload Too Large", sentence, 413)
        return super().reply()

    def _is_too_much(self, upload) -> bool:
        coming = self.request.getHeader("Content-Length", "")
        room = upload.length() - upload.offset()
        return not _LENGTH.fullmatch(coming) or int(coming) > room
