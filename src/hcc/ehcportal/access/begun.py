"""Requests for an assessment that somebody has begun, and has not sent yet.

None of it is content: it has no address, nothing finds it, staff and editors are shown
none of it. A person who is signed in has one request, with what was typed, under the id
of their account. Of anybody else only the documents are kept, under the digest of a
secret that nothing but their page carries.

How much one place can have sent, and all of them together, is counted until it has run
out, also what was removed again: it is on the disk until the database is packed.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.uploads.limits import accept_attribute
from hcc.ehcportal.content.uploads.limits import check_room
from hcc.ehcportal.content.uploads.limits import in_bytes
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import limits_sentence
from hcc.ehcportal.content.uploads.limits import MEGABYTE
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.uploads.sending import Refusal
from hcc.ehcportal.content.uploads.sending import sent_files
from hcc.ehcportal.content.uploads.sending import Taker
from hcc.ehcportal.content.uploads.sentences import NOTHING_CHOSEN
from hcc.ehcportal.content.validation import ValueRefused
from persistent import Persistent
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.annotation.interfaces import IAnnotations

import hashlib
import secrets


_KEY = "hcc.ehcportal.begun"

_DAY = 24 * 60 * 60
# So many forms full of files one place, or one account, can have sent.
_SHARE = 3


@dataclass(frozen=True)
class Sort:
    """What is kept for some people: how long, and how many bytes of all of them."""

    name: str
    seconds: int
    bytes_all: int


OF_PAGES = Sort("page", _DAY, 2_048 * MEGABYTE)
OF_ACCOUNTS = Sort("account", 90 * _DAY, 10_240 * MEGABYTE)


@dataclass(frozen=True)
class Whose:
    """Who has begun: ``key`` finds what they have, ``place`` is where it is sent from.

    ``place`` is a network address, or the id of an account.
    """

    sort: Sort
    key: str
    place: str


def of_account(user_id: str) -> Whose:
    """Return the one who is signed in with an account."""
    return Whose(OF_ACCOUNTS, f"{OF_ACCOUNTS.name}:{user_id}", user_id)


def of_page(secret: str, place: str) -> Whose:
    """Return the one whose page carries a secret of 256 random bits."""
    digest = hashlib.sha256(secret.encode(errors="replace")).hexdigest()
    return Whose(OF_PAGES, f"{OF_PAGES.name}:{digest}", place)


@dataclass(frozen=True)
class BegunFile:
    """A document that came with a request, named by ``id`` within it."""

    id: str
    file: NamedBlobFile

    @property
    def name(self) -> str:
        return self.file.filename

    @property
    def size(self) -> str:
        """Its size, in words."""
        return in_bytes(self.file.getSize())


@dataclass(frozen=True)
class Begun:
    """What is kept of a request; ``version`` is another each time words are saved.

    It is drawn at random: a number would begin anew with the next request.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    files: tuple[BegunFile, ...] = ()
    saved_at: datetime | None = None
    version: str = ""


@dataclass(frozen=True)
class _Tally:
    """Until when something is kept, and how many bytes came from where."""

    until: int
    place: str
    sent: int


class _Store(Persistent):
    """What is kept in one portal, and what is known of it, by the same keys."""

    def __init__(self):
        self.begun = OOBTree()
        self.tallies = OOBTree()
        self.salt = secrets.token_bytes(32)

    def drop(self, key: str) -> None:
        self.begun.pop(key, None)
        self.tallies.pop(key, None)


class BegunRequest:
    """The request that somebody has begun at a portal."""

    def __init__(self, portal, whose: Whose):
        self.portal = portal
        self.whose = whose

    @property
    def kept(self) -> Begun:
        """What is kept of it; nothing, once it has run out."""
        store = _store_of(self.portal)
        tally = store and store.tallies.get(self.whose.key)
        if tally is None or tally.until <= seconds():
            return Begun()
        return store.begun[self.whose.key]

    def save(self, typed: Mapping[str, str]) -> None:
        """Keep what was typed, by the names of the fields."""
        saved = replace(self.kept, typed=dict(typed), saved_at=now())
        self._keep(replace(saved, version=secrets.token_hex(8)))

    @property
    def saved_moment(self) -> str:
        """When the words were saved last, or nothing."""
        when = self.kept.saved_at
        return moment(when, api.portal.get_current_language()) if when else ""

    def clear(self) -> None:
        """Drop what was typed and attached; what was sent counts as before."""
        self._keep(Begun())

    def forget(self) -> None:
        """Drop all of it, once it is sent."""
        store = _store_of(self.portal)
        if store is not None:
            store.drop(self.whose.key)

    @cached_property
    def limits(self) -> Limits:
        return upload_limits()

    @property
    def limits_sentence(self) -> str:
        """Say before anything is chosen what can be."""
        return limits_sentence(self.limits)

    @property
    def accept(self) -> str:
        """What the browser offers to choose; what comes is judged anyway."""
        return accept_attribute(self.limits)

    @property
    def files(self) -> tuple[BegunFile, ...]:
        return self.kept.files

    def take(self, fields: Mapping[str, object]) -> list[Refusal]:
        """Keep the files that a page sent, and return those that are not taken."""
        uploads = list(sent_files(fields))
        if not uploads:
            return [Refusal("", NOTHING_CHOSEN)]
        taker = Taker(self.limits, self.portal, self._check_room, self._keep_file)
        return taker.take(uploads)

    def remove(self, file_id: str) -> None:
        """Remove a file, if it is there."""
        begun = self.kept
        files = tuple(each for each in begun.files if each.id != file_id)
        if len(files) < len(begun.files):
            self._keep(replace(begun, files=files))

    def _keep_file(self, file: NamedBlobFile) -> None:
        begun = self.kept
        kept = BegunFile(secrets.token_hex(8), file)
        self._keep(replace(begun, files=(*begun.files, kept)), file.getSize())

    def _keep(self, begun: Begun, coming: int = 0) -> None:
        store = _store_of(self.portal, make=True)
        key, this_second = self.whose.key, seconds()
        before = store.tallies.get(key)
        sent_before = before.sent if before and before.until > this_second else 0
        until = this_second + self.whose.sort.seconds
        tally = _Tally(until, self._place(store), sent_before + coming)
        store.begun[key], store.tallies[key] = begun, tally

    def _check_room(self, coming: int) -> None:
        """Raise ``ValueRefused`` where a file is too much for whom it may be."""
        sizes = [each.file.getSize() for each in self.kept.files]
        check_room(sizes, coming, self.limits)
        share, all_of_sort = coming, coming
        store = _store_of(self.portal, make=True)
        place = self._place(store)
        for tally in _living(store, self.whose.sort):
            all_of_sort += tally.sent
            share += tally.sent if tally.place == place else 0
        if share > _SHARE * self.limits.bytes_all:
            raise ValueRefused(_SHARE_SENT)
        if all_of_sort > self.whose.sort.bytes_all:
            raise ValueRefused(_NO_ROOM)

    def _place(self, store: _Store) -> str:
        """Return what stands for the place: a network address is personal."""
        place = self.whose.place.encode(errors="replace")
        return hashlib.sha256(store.salt + place).hexdigest()


def number_of_files(fields: Mapping[str, object]) -> int:
    """Return how many files a page sent."""
    return len(list(sent_files(fields)))


def forget_account(portal, user_id: str) -> None:
    """Drop what somebody has begun whose account is deleted."""
    BegunRequest(portal, of_account(user_id)).forget()


def old_requests(portal) -> list[str]:
    """Return the keys of what has run out."""
    store = _store_of(portal)
    tallies = store.tallies.items() if store else ()
    return [key for key, tally in tallies if tally.until <= seconds()]


def forget_old_requests(portal) -> None:
    """Drop what has run out."""
    for key in old_requests(portal):
        _store_of(portal).drop(key)


def _living(store: _Store, sort: Sort) -> Iterator[_Tally]:
    this_second = seconds()
    for tally in store.tallies.values(f"{sort.name}:", f"{sort.name};"):
        if tally.until > this_second:
            yield tally


def _store_of(portal, make: bool = False) -> _Store | None:
    notes = IAnnotations(portal)
    if make and _KEY not in notes:
        notes[_KEY] = _Store()
    return notes.get(_KEY)


_SHARE_SENT = _(
    "error_files_share",
    default="So much was sent from here that no more is taken just now. Send the "
    "request without this document: we ask for documents once it has arrived.",
)
_NO_ROOM = _(
    "error_files_no_room",
    default="No more documents are taken just now. Send the request without them: we "
    "ask for documents once it has arrived.",
)
