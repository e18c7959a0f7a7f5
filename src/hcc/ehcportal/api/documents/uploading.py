"""The first request of TUS, by which staff send a document in pieces."""

from __future__ import annotations

from plone.restapi.services.content.tus import UploadPost
from typing import Any


class BeginDocument(UploadPost):
    """plone.restapi's, which breaks where what is told of a file is not in base64."""

    def reply(self) -> Any:
        try:
            return super().reply()
        except ValueError:
            return self.error("Bad Request", "Upload-Metadata is not in base64")
