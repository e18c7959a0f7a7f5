"""Whether somebody without its password could open a file."""

from __future__ import annotations

from hcc.ehcportal.content.bounded import answer_of
from hcc.ehcportal.content.bounded import Bounds
from hcc.ehcportal.content.bounded import BrokenOff
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.uploads.guises import has
from hcc.ehcportal.content.uploads.locked import ASKED
from hcc.ehcportal.content.uploads.locked import LOCKED as IS_LOCKED
from hcc.ehcportal.content.uploads.sentences import LOCKED
from hcc.ehcportal.content.uploads.sentences import UNCHECKED
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile

import re


_MODULE = f"{__package__}.locked"

# No PDF has a password without this word, which nothing packs.
_PDF_MARK = re.compile(rb"/Encrypt")


def check_lock(file: NamedBlobFile, kind: Kind) -> None:
    """Raise ``ValueRefused`` for a file that asks for a password.

    What has no password but cannot be read is taken: an office program may know more.
    """
    if kind.key not in ASKED:
        return
    with file.open() as opened:
        if kind.key == "pdf" and not has(opened, _PDF_MARK):
            return
    try:
        with (
            file.open() as opened,
            answer_of(_MODULE, kind.key, opened, Bounds()) as answer,
        ):
            is_locked = answer.read().decode() == IS_LOCKED
    except BrokenOff as broken:
        if broken.is_by_bounds:
            raise ValueRefused(UNCHECKED) from None
        return
    if is_locked:
        raise ValueRefused(LOCKED)
