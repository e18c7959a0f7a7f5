"""Recordings are kept without what they tell of place, time and owner."""

from __future__ import annotations

from hcc.ehcportal.content.bounded import answer_of
from hcc.ehcportal.content.bounded import Bounds
from hcc.ehcportal.content.bounded import BrokenOff
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.uploads.sentences import OTHER
from hcc.ehcportal.content.uploads.sentences import UNCHECKED
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile


_MODULE = f"{__package__}.untag"
# As long as the largest file that a council can allow.
_BOUNDS = Bounds(seconds=20, megabytes=1536, answer=500)


def untag(file: NamedBlobFile, kind: Kind) -> None:
    """Take out of a recording in ``file`` what it tells beside the sound.

    What is no recording stays as it is. Raises ``ValueRefused``.
    """
    if not kind.is_sound:
        return
    try:
        with (
            file.open() as opened,
            answer_of(_MODULE, kind.key, opened, _BOUNDS) as answer,
        ):
            heard = answer.read()
    except BrokenOff as broken:
        raise ValueRefused(UNCHECKED if broken.is_by_bounds else OTHER) from None
    file.data = heard
