"""What was changed in a case, by whom and when: kept with the case, for staff alone.

Plone keeps who changed the state of something, and of a change only the last. This
keeps what each change was: the fields with what stood in them before. A file or a long
text is not kept a second time, only that it was changed.

What stood in the fields is known from the last time, not from whoever changes them, so
that a change shows by whichever way it came. Entries lie by time, those of one moment
at random, so that two people who change a case at once write beside each other.
"""

from __future__ import annotations

from Acquisition import aq_base
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcc.ehcportal.content.clock import machine_time
from hcc.ehcportal.content.stage import case_of
from persistent import Persistent
from plone import api
from plone.dexterity.schema import SCHEMA_CACHE
from plone.namedfile.interfaces import INamedFile
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.schema import getFieldNames

import hashlib
import secrets


# Kinds of change; a change of state is in the content's own history.
CHANGED = "changed"
DELETED = "deleted"

_KEY = "hcc.ehcportal.changes"

# Longer texts are long to read in a table, too.
_SHORT = 200

# Written down by the portal itself when a message is sent.
_STAMPED = frozenset({"sender", "recipients", "sent_at"})

# Not in the schema, because a form of their own adds to them.
_BESIDE_SCHEMA = {"EHCCase": ("advice_requests",), "EHCStage": ("exemptions",)}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ROOM = 1024


@dataclass(frozen=True)
class Unshown:
    """Stands for a value that is not kept; ``mark`` tells it from others."""

    mark: str


@dataclass(frozen=True)
class FieldChange:
    """What stood in a field, and what stands in it since."""

    name: str
    before: object
    after: object


@dataclass(frozen=True)
class Change:
    """One change; ``uid`` is that of the content, which may be gone since."""

    when: datetime
    who: str | None
    kind: str
    portal_type: str
    uid: str
    fields: tuple[FieldChange, ...] = ()


class ChangeLog(Persistent):
    """The changes of a case by time, below zero: the newest is wanted first."""

    def __init__(self):
        self.entries = LOBTree()
        self.known = OOBTree()


def changes_of(case) -> Iterator[Change]:
    """Yield what was changed in ``case``, the newest first."""
    log = IAnnotations(case).get(_KEY)
    for key, entry in () if log is None else log.entries.items():
        yield Change(_EPOCH + -key // _ROOM * _MICROSECOND, *entry)


def remember(content, event=None) -> None:
    """Learn what stands in the fields of content that is new."""
    case = case_of(content)
    if case is not None:
        _log(case).known[IUUID(content)] = _values(content)


def note_change(content, event) -> None:
    """Write down which fields of ``content`` were changed, if any were.

    What is not known yet is just being made.
    """
    known = _log(case_of(content)).known
    if IUUID(content) not in known:
        return
    before, after = known[IUUID(content)], _values(content)
    fields = tuple(
        FieldChange(name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    )
    if fields:
        known[IUUID(content)] = after
        _add(case_of(content), CHANGED, content, fields)


def note_removal(content, event) -> None:
    """Write down that something was deleted; not if its whole case is.

    What stood in it goes with it.
    """
    if aq_base(event.object) is not aq_base(content):
        return
    case = case_of(event.oldParent)
    log = _log(case)
    log.known.pop(IUUID(content), None)
    for key, (who, kind, portal_type, uid, _fields) in log.entries.items():
        if uid == IUUID(content):
            log.entries[key] = (who, kind, portal_type, uid, ())
    _add(case, DELETED, content)


def forget_changes(case, event) -> None:
    """Let a copy begin a history of its own: the original's is another child's."""
    IAnnotations(case).pop(_KEY, None)


def _log(case) -> ChangeLog:
    kept = IAnnotations(case)
    if _KEY not in kept:
        kept[_KEY] = ChangeLog()
    return kept[_KEY]


def _add(case, kind: str, content, fields: tuple[FieldChange, ...] = ()) -> None:
    entries = _log(case).entries
    moment = (machine_time() - _EPOCH) // _MICROSECOND * _ROOM
    key = -(moment + secrets.randbelow(_ROOM))
    while key in entries:
        key -= 1
    who = api.user.get_current().getId()
    entries[key] = (who, kind, content.portal_type, IUUID(content), fields)


def _values(content) -> dict[str, object]:
    names = (
        *getFieldNames(SCHEMA_CACHE.get(content.portal_type)),
        *_BESIDE_SCHEMA.get(content.portal_type, ()),
    )
    return {
        name: _kept(getattr(aq_base(content), name, None))
        for name in names
        if name not in _STAMPED
    }


def _kept(value: object) -> object:
    if value is None or value in ("", ()):
        return None
    if INamedFile.providedBy(value):
        return _unshown((value.filename, value.getSize(), value.modified))
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if isinstance(value, str):
        return value if len(value) <= _SHORT else _unshown(value)
    return value if isinstance(value, bool | int | date) else _unshown(value)


def _unshown(value: object) -> Unshown:
    return Unshown(hashlib.sha256(repr(value).encode()).hexdigest()[:16])
