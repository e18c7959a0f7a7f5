"""Pictures are kept as painted anew: upright, and without place, time and owner."""

from __future__ import annotations

from contextlib import ExitStack
from hcc.ehcportal.content.bounded import answer_of
from hcc.ehcportal.content.bounded import Bounds
from hcc.ehcportal.content.bounded import BrokenOff
from hcc.ehcportal.content.filetypes import Kind
from hcc.ehcportal.content.filetypes import kind_called
from hcc.ehcportal.content.uploads.sentences import OTHER
from hcc.ehcportal.content.uploads.sentences import TOO_MANY_DOTS
from hcc.ehcportal.content.uploads.sentences import UNCHECKED
from hcc.ehcportal.content.validation import ValueRefused
from plone.namedfile.file import NamedBlobFile
from shutil import copyfileobj


_MODULE = f"{__package__}.repaint"
# What the process ends with for a picture with too many dots.
_TOO_MANY = 3

# The largest picture that is taken, twice, and what reads and writes it.
_BOUNDS = Bounds(seconds=20, megabytes=1024, answer=100)

_KEPT_AS = {"jpg": "jpg", "png": "png", "heic": "jpg"}


def repaint(file: NamedBlobFile, kind: Kind) -> Kind:
    """Put a picture in the place of the one in ``file``, and return its kind.

    What is no picture stays as it is. Raises ``ValueRefused``.
    """
    if kind.key not in _KEPT_AS:
        return kind
    try:
        _repaint(file, kind)
    except BrokenOff as broken:
        raise ValueRefused(_reason(broken)) from None
    kept_as = kind_called(_KEPT_AS[kind.key])
    if kept_as is not kind:
        file.filename = f"{file.filename.rpartition('.')[0]}.{kept_as.key}"
    return kept_as


def _repaint(file: NamedBlobFile, kind: Kind) -> None:
    with ExitStack() as stack:
        # A blob that is open cannot be written.
        with file.open() as opened:
            painter = answer_of(_MODULE, kind.key, opened, _BOUNDS)
            painted = stack.enter_context(painter)
        with file.open("w") as kept:
            copyfileobj(painted, kept)


def _reason(broken: BrokenOff) -> str:
    if broken.code == _TOO_MANY:
        return TOO_MANY_DOTS
    return UNCHECKED if broken.is_by_bounds else OTHER
