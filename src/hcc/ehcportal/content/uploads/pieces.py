"""Files of families that come in pieces, and lie on the server until they are whole.

plone.restapi has a folder for such files. It finds them by their name alone, and puts
a piece behind the last one, wherever it belongs; here they are their sender's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from plone import api
from plone.restapi.services.content.tus import TUSUpload
from plone.uuid.interfaces import IUUID
from shutil import copyfileobj
from typing import BinaryIO
from uuid import uuid4

import json
import os
import re
import time


# How many files of one account are kept that are not whole.
MOST_OPEN = 20

_UID = re.compile("[0-9a-f]{32}")

# For the user of the server alone.
_private = partial(os.open, mode=0o600)


class Pieces(TUSUpload):
    """What has come of a file, in a folder as plone.restapi has it.

    It is forgotten an hour after its last piece came.
    """

    # Plone's own services, which ask nobody whose it is, do not find it.
    file_prefix = "ehc_upload_"

    @classmethod
    def begin(cls, context, **told) -> Pieces:
        """Begin a file of the person who asks. ``told`` has at least its length."""
        owner = api.user.get_current().getId()
        pieces = cls(uuid4().hex, {**told, "owner": owner, "place": IUUID(context)})
        for oldest in pieces.of_owner()[:-MOST_OPEN]:
            oldest.cleanup()
        return pieces

    @classmethod
    def find(cls, uid: str | None, context) -> Pieces | None:
        """Return what this person has begun to send to this place, or None."""
        pieces = cls(uid) if _UID.fullmatch(uid or "") else None
        asked = {"owner": api.user.get_current().getId(), "place": IUUID(context)}
        return pieces if pieces and asked.items() <= pieces.metadata().items() else None

    def of_owner(self) -> list[Pieces]:
        """Return all files that the sender of this one has begun, the oldest first."""
        owner = self.metadata()["owner"]
        own = [each for each in self._all() if each.metadata().get("owner") == owner]
        return sorted(own, key=Pieces.last_change)

    def initialize(self, metadata: dict) -> None:
        """Write down what was told, and forget what was abandoned."""
        self.cleanup_expired()
        self._note(metadata)

    def metadata(self) -> dict:
        """Return what was told; nothing of a file that was forgotten meanwhile."""
        try:
            return super().metadata()
        except FileNotFoundError:
            return {}

    def offset(self) -> int:
        """Return how many bytes have come."""
        return self.length() if self.is_kept else super().offset()

    def write(self, infile: BinaryIO, offset: int = 0) -> None:
        """Put a piece where it belongs; the same once more changes nothing."""
        flags = os.O_RDWR | os.O_CREAT
        with open(_private(self.filepath, flags), "r+b") as file:
            file.seek(offset)
            copyfileobj(infile, file)
        self.finished = self.offset() == self.length()

    @property
    def is_kept(self) -> bool:
        """Whether it was whole, and has become what it was sent for."""
        return self.metadata().get("kept", False)

    def keep(self) -> None:
        """Forget the pieces, but not yet that there was such a file.

        Whoever heard no answer asks for it.
        """
        self._note({**self.metadata(), "kept": True})
        Path(self.filepath).unlink(missing_ok=True)

    def cleanup(self) -> None:
        """Forget it."""
        for path in (self.filepath, self.metadata_path):
            Path(path).unlink(missing_ok=True)

    def cleanup_expired(self) -> None:
        """Forget what of all files was abandoned."""
        oldest = time.time() - self.expiration_period
        for pieces in self._all():
            if pieces.last_change() < oldest:
                pieces.cleanup()

    def last_change(self) -> float:
        """Return when the last of it came, in seconds since 1970; 0 if it is gone."""
        changes = [
            os.stat(path).st_mtime
            for path in (self.filepath, self.metadata_path)
            if os.path.exists(path)
        ]
        return max(changes, default=0)

    def _all(self) -> Iterator[Pieces]:
        for path in Path(self.tmp_dir).glob(f"{self.file_prefix}*.json"):
            yield Pieces(path.stem.removeprefix(self.file_prefix))

    def _note(self, metadata: dict) -> None:
        # In one step: somebody else may be reading all of them.
        fresh = Path(f"{self.metadata_path}.{uuid4().hex}")
        with open(fresh, "w", opener=_private) as file:
            json.dump(metadata, file)
        fresh.replace(self.metadata_path)
        self._metadata = metadata


def forget_abandoned() -> None:
    """Forget the files of families that did not become whole within an hour."""
    Pieces("").cleanup_expired()
