"""Files that came while the virus scanner was away: nobody has them until it is back.

That a file is held is written on the file (``marks.py``); a portal keeps a list of the
content that has such a file, for whoever scans it later or shows what is held.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from datetime import datetime
from hcc.ehcportal.content.clock import machine_time
from hcc.ehcportal.content.events import FileScanned
from hcc.ehcportal.content.events import VirusRefused
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.uploads.marks import CLEAN
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.marks import UNSCANNED
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.content.uploads.scanner import has_virus
from hcc.ehcportal.content.uploads.scanner import is_configured
from hcc.ehcportal.content.uploads.scanner import ScannerAway
from hcc.ehcportal.content.uploads.sentences import NO_SCANNER
from hcc.ehcportal.content.uploads.sentences import VIRUS
from hcc.ehcportal.content.validation import ValueRefused
from plone.app.uuid.utils import uuidToObject
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.event import notify


_KEY = "hcc.ehcportal.held"


def scan_arrival(file: NamedBlobFile, context: object | None) -> str:
    """Return the scan state of a file that comes, or raise ``ValueRefused``."""
    if not is_configured():
        return UNSCANNED
    try:
        infected = has_virus(file)
    except ScannerAway:
        if setting("refuse_unscanned"):
            raise ValueRefused(NO_SCANNER) from None
        return WAITING
    if infected:
        notify(VirusRefused(context))
        raise ValueRefused(VIRUS)
    return CLEAN


class Held:
    """The content of a portal that has a file which is held, by its UID."""

    def __init__(self, portal):
        self.portal = portal

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Yield each UID and since when the file is held."""
        yield from IAnnotations(self.portal).get(_KEY, {}).items()

    def note(self, content) -> None:
        """Put content on the list."""
        kept = IAnnotations(self.portal).setdefault(_KEY, OOBTree())
        kept.setdefault(IUUID(content), machine_time())

    def drop(self, uid: str) -> None:
        """Take content off the list."""
        IAnnotations(self.portal)[_KEY].pop(uid, None)


def note_held(content, event) -> None:
    """Put content on the list of its portal when a file that is held comes into it."""
    portal = portal_of(content)
    if portal is not None and any(map(is_held, files_of(content))):
        Held(portal).note(content)


def files_of(content) -> list[NamedBlobFile]:
    """Return the files of a document or an attachment, the present one first."""
    earlier = [version.file for version in getattr(content, "versions", ())]
    return [file for file in (content.file, *earlier) if file is not None]


def is_waiting(uid: str) -> bool:
    """Tell whether there is something to scan, or to forget."""
    content = uuidToObject(uid, unrestricted=True)
    return content is None or WAITING in map(scan_state, files_of(content))


def scan_held(portal, uid: str) -> None:
    """Scan what is held of some content, and let go what has no virus.

    Raises ``ScannerAway``. What was deleted meanwhile is forgotten.
    """
    content = uuidToObject(uid, unrestricted=True)
    if content is None:
        Held(portal).drop(uid)
        return
    for file in files_of(content):
        if scan_state(file) == WAITING:
            infected = has_virus(file)
            mark_as(file, INFECTED if infected else CLEAN)
            notify(FileScanned(content, infected))
    if not any(map(is_held, files_of(content))):
        Held(portal).drop(uid)
