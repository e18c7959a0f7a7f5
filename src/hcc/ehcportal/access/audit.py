"""The audit record: who did what about access and accounts, and when.

It is added to and read, and never changed. An entry holds user ids, opaque paths and
keys of the lists below, and no free text: no name, address, password, code or token can
get into it. Names are looked up when it is shown.

Entries lie in the database, in shards chosen at random, so that two people who sign in
at the same time write different objects. A shard keeps its entries by time, and beside
them the times of each kind, of each person and of each case, so that a page of them
costs the same however long the record is.
"""

from __future__ import annotations

from Acquisition import aq_base
from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcc.ehcportal import _
from hcc.ehcportal.access.apart import apart as write_apart
from hcc.ehcportal.content.clock import machine_time
from itertools import islice
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

import heapq
import secrets


KINDS = {
    "signed_in": _("audit_signed_in", default="Signed in"),
    "sign_in_failed": _("audit_sign_in_failed", default="Sign-in failed"),
    "locked": _("audit_locked", default="Sign-in locked for a while"),
    "signed_out": _("audit_signed_out", default="Signed out"),
    "signed_out_everywhere": _(
        "audit_signed_out_everywhere", default="Signed out everywhere"
    ),
    "password_changed": _("audit_password_changed", default="Password changed"),
    "password_reset": _("audit_password_reset", default="Password reset"),
    "address_changed": _("audit_address_changed", default="E-mail address changed"),
    "second_step_set_up": _(
        "audit_second_step_set_up", default="Authenticator app set up"
    ),
    "second_step_removed": _(
        "audit_second_step_removed", default="Authenticator app removed"
    ),
    "recovery_codes_made": _(
        "audit_recovery_codes_made", default="New recovery codes made"
    ),
    "recovery_code_used": _("audit_recovery_code_used", default="Recovery code used"),
    "registered": _("audit_registered", default="Account registered"),
    "invited": _("audit_invited", default="Invitation sent"),
    "invitation_sent_again": _(
        "audit_invitation_sent_again", default="Invitation sent again"
    ),
    "invitation_withdrawn": _(
        "audit_invitation_withdrawn", default="Invitation withdrawn"
    ),
    "invitation_accepted": _(
        "audit_invitation_accepted", default="Invitation accepted"
    ),
    "access_granted": _("audit_access_granted", default="Access given"),
    "access_ended": _("audit_access_ended", default="Access ended"),
    "access_requested": _("audit_access_requested", default="Access requested"),
    "request_approved": _("audit_request_approved", default="Request approved"),
    "request_declined": _("audit_request_declined", default="Request declined"),
    "assessment_requested": _(
        "audit_assessment_requested", default="Needs assessment requested online"
    ),
    "assessment_requested_again": _(
        "audit_assessment_requested_again",
        default="Needs assessment requested once more",
    ),
    "assessment_settled": _(
        "audit_assessment_settled", default="Request for an assessment dealt with"
    ),
    "case_handed_over": _("audit_case_handed_over", default="Case handed over"),
    "viewed_as_family": _(
        "audit_viewed_as_family", default="Case seen as the family sees it"
    ),
    "virus_refused": _("audit_virus_refused", default="File with a virus refused"),
    "virus_found": _("audit_virus_found", default="Virus found in a file that waited"),
    "file_let_go": _("audit_file_let_go", default="File that waited scanned: no virus"),
    "document_downloaded": _("audit_document_downloaded", default="Document opened"),
    "form_sent": _("audit_form_sent", default="Form sent to a family"),
    "form_submitted": _("audit_form_submitted", default="Form submitted by a family"),
    "message_written": _(
        "audit_message_written", default="Message written by a family"
    ),
    "cases_imported": _("audit_cases_imported", default="Cases imported"),
    "worklist_saved": _("audit_worklist_saved", default="Worklist saved as a table"),
}

# What more can be said about an entry.
DETAILS = {
    "phone": _("audit_phone", default="From a phone"),
    "tablet": _("audit_tablet", default="From a tablet"),
    "computer": _("audit_computer", default="From a computer"),
    "programme": _("audit_programme", default="By a programme"),
    "wrong_password": _("audit_wrong_password", default="Wrong name or password"),
    "wrong_code": _("audit_wrong_code", default="Wrong code"),
    "account": _("audit_account", default="Too many tries at one account"),
    "network": _("audit_network", default="Too many tries from one place"),
}

# What families do. It is kept to be taken once by ``feed.journal``, which numbers it.
BY_FAMILIES = frozenset(
    {
        "access_requested",
        "assessment_requested",
        "assessment_requested_again",
        "document_downloaded",
        "form_submitted",
        "invitation_accepted",
        "message_written",
    }
)

_KEY = "hcc.ehcportal.audit"

_SHARDS = 32
# How many entries one microsecond has room for; a multiple of the shards.
_ROOM = 1024

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Entry:
    """What happened once.

    ``who`` is the user id of the person acting, ``about`` of the person concerned; for
    what people do with their own account both are theirs. ``subject`` is an opaque path
    as ``subject_of`` makes it. ``id`` grows with time.
    """

    id: int
    when: datetime
    kind: str
    who: str | None
    about: str | None
    subject: str | None
    detail: str | None


class Shard(Persistent):
    """A part of the record.

    The keys are the ids of the entries below zero: a BTree is walked forward, and the
    newest is wanted first.
    """

    # The ids of what families did and nobody has taken yet.
    _untaken = None  # LLTreeSet

    def __init__(self):
        self.entries = LOBTree()
        self.index = OOBTree()

    def _add(self, number: int, entry: tuple) -> None:
        while -number in self.entries:
            number += _SHARDS
        self.entries[-number] = entry
        kind, _who, about, subject, _detail = entry
        if kind in BY_FAMILIES:
            self._untaken = LLTreeSet() if self._untaken is None else self._untaken
            self._untaken.insert(number)
        for label in (("kind", kind), ("about", about), ("case", _case(subject))):
            self._label(label, -number)

    def _label(self, label: tuple[str, str | None], key: int) -> None:
        if label[1] is not None:
            if label not in self.index:
                self.index[label] = LLTreeSet()
            self.index[label].insert(key)


def record(
    kind: str,
    *,
    who: str | None = None,
    about: str | None = None,
    subject: str | None = None,
    detail: str | None = None,
    apart: bool = False,
) -> None:
    """Add an entry, with the transaction or ``apart`` from it.

    Apart from it is for what ends in an aborted request, such as a failed sign-in.
    Raises ``ValueError`` for a kind or a detail that is on no list.
    """
    if kind not in KINDS or (detail is not None and detail not in DETAILS):
        raise ValueError("Neither kinds nor details can be made up.")
    number = (machine_time() - _EPOCH) // _MICROSECOND * _ROOM + secrets.randbelow(
        _ROOM
    )
    entry = (kind, who, about, subject, detail)
    shards = _shards()
    if not apart:
        _shard(shards or ensure_audit(), number)._add(number, entry)
    elif shards:
        write_apart(_shard(shards, number), lambda shard: shard._add(number, entry))
    else:
        write_apart(
            aq_base(api.portal.get()),
            lambda site: _shard(ensure_audit(site), number)._add(number, entry),
        )


def entries(
    before: int | None = None,
    limit: int | None = None,
    kind: str | None = None,
    about: str | None = None,
) -> Iterator[Entry]:
    """Yield entries, the newest first; ``before`` is the id of one, which is left out.

    Nothing is loaded that is not yielded, but where both a kind and a person are asked
    for: then the entries of the person are looked through.
    """
    shards = _shards()
    start = None if before is None else -before
    found = heapq.merge(*(_keys(shard, start, kind, about) for shard in shards))
    for key in islice(found, limit):
        yield _entry(key, _shard(shards, -key).entries[key])


def entries_of(case) -> Iterator[Entry]:
    """Yield the entries about a case and what lies in it, the newest first."""
    shards = _shards()
    found = (shard.index.get(("case", subject_of(case)), ()) for shard in shards)
    for key in heapq.merge(*found):
        yield _entry(key, _shard(shards, -key).entries[key])


def entry_with(entry_id: int) -> Entry:
    """Return the entry with this id. Raises ``KeyError``."""
    return _entry(-entry_id, _shard(_shards(), entry_id).entries[-entry_id])


def take_by_families() -> list[Entry]:
    """Return what families did since it was last taken, the oldest first.

    What is committed late, with a time before that of others, is taken later.
    """
    taken = []
    for shard in _shards():
        for number in list(shard._untaken or ()):
            shard._untaken.remove(number)
            taken.append(number)
    return [entry_with(number) for number in sorted(taken)]


def find_by_case() -> None:
    """Let entries from before they were kept by case be found by it."""
    for shard in _shards():
        for key, (_kind, _who, _about, subject, _detail) in shard.entries.items():
            shard._label(("case", _case(subject)), key)


def subject_of(content, part: str | None = None) -> str:
    """Return the path of ``content`` in the site, and the id of a part of it."""
    site = api.portal.get().getPhysicalPath()
    path = "/".join(content.getPhysicalPath()[len(site) :])
    return f"{path}#{part}" if part else path


def ensure_audit(site=None) -> tuple[Shard, ...]:
    """Make the record of the site unless there is one, and return its shards."""
    kept = IAnnotations(api.portal.get() if site is None else site)
    if _KEY not in kept:
        kept[_KEY] = tuple(Shard() for _number in range(_SHARDS))
    return kept[_KEY]


def forget_audit() -> None:
    """Drop the record with the add-on, which cannot be removed while it has families.

    Nothing else takes anything out of it.
    """
    IAnnotations(api.portal.get()).pop(_KEY, None)


def _case(subject: str | None) -> str | None:
    """Return the path of the case that a path leads to or into, if it does."""
    place, families, rest = (subject or "").partition("#")[0].partition("/families/")
    steps = rest.split("/")[:2]
    return place + families + "/".join(steps) if len(steps) == 2 else None


def _shards() -> tuple[Shard, ...]:
    return IAnnotations(api.portal.get()).get(_KEY, ())


def _shard(shards: tuple[Shard, ...], number: int) -> Shard:
    return shards[number % _SHARDS]


def _keys(
    shard: Shard, start: int | None, kind: str | None, about: str | None
) -> Iterator[int]:
    if about is not None:
        keys = shard.index.get(("about", about))
    elif kind is not None:
        keys = shard.index.get(("kind", kind))
    else:
        keys = shard.entries
    for key in () if keys is None else keys.keys(start, None, start is not None):
        if kind is None or about is None or shard.entries[key][0] == kind:
            yield key


def _entry(key: int, kept: tuple) -> Entry:
    when = _EPOCH + -key // _ROOM * _MICROSECOND
    return Entry(-key, when, *kept)
