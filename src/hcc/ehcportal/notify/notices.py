"""The notices of a case: what its adults were told of by mail, and when.

A notice is written down with what it tells of, before there is a mail. The mail is made
from it afterwards, so that what was written down and what was sent cannot drift apart.
Nothing is taken out: a notice stays for as long as its case does.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.clock import now
from operator import attrgetter
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter

import secrets


_KEY = "hcc.ehcportal.notices"

# What a notice can tell of.
DOCUMENT = "document"
REPLACED = "document_replaced"
MESSAGE = "message"
STAGE = "stage"
FORM_RETURNED = "form_returned"
FORM_SENT = "form_sent"
FORM_SUBMITTED = "form_submitted"
DECISION = "decision"
DRAFT_PLAN = "draft_plan"
FINAL_PLAN = "final_plan"
DATE = "date"
REMINDER = "reminder"

KINDS = (
    DECISION,
    DRAFT_PLAN,
    FINAL_PLAN,
    REMINDER,
    FORM_RETURNED,
    FORM_SENT,
    DOCUMENT,
    REPLACED,
    MESSAGE,
    STAGE,
    DATE,
    FORM_SUBMITTED,
)

# Where a notice stands. One that is withheld was about a case which its adult could no
# longer see when the mail was to be made.
WAITING = "waiting"
MAILED = "mailed"
FAILED = "failed"
WITHHELD = "withheld"


@dataclass(frozen=True)
class Notice:
    """One adult, told of one thing.

    ``adult`` is a user id and ``subject`` the id of content in the case, if it is about
    any. ``stage`` is the key of a stage or of a date, ``until`` the last day to act.
    ``mailed_at`` and ``message_id`` are of the latest mail, which was then handed to
    the queue; a mail that was refused has ``failed_at``.
    """

    id: str
    kind: str
    adult: str
    subject: str | None
    stage: str | None
    until: date | None
    recorded_at: datetime
    state: str = WAITING
    mailed_at: datetime | None = None
    message_id: str | None = None
    failed_at: datetime | None = None


@adapter(IEHCCase)
class Notices:
    """Reads and adds to the notices of a case."""

    def __init__(self, case):
        self.case = case

    def all(self) -> list[Notice]:
        """Return every notice, the oldest first."""
        return sorted(self._kept().values(), key=attrgetter("recorded_at"))

    def about(self, content_id: str) -> list[Notice]:
        """Return the notices about content of the case, the oldest first."""
        return [notice for notice in self.all() if notice.subject == content_id]

    def get(self, notice_id: str) -> Notice:
        """Return the notice with this id. Raises ``KeyError``."""
        return self._kept()[notice_id]

    def record(
        self,
        kind: str,
        adult: str,
        *,
        subject: str | None = None,
        stage: str | None = None,
        until: date | None = None,
    ) -> Notice:
        """Write down that an adult is to be told. Raises ``ValueError`` for a kind."""
        if kind not in KINDS:
            raise ValueError("There is no such kind of notice.")
        notice = Notice(
            id=secrets.token_hex(8),
            kind=kind,
            adult=adult,
            subject=subject,
            stage=stage,
            until=until,
            recorded_at=now(),
        )
        IAnnotations(self.case).setdefault(_KEY, OOBTree())[notice.id] = notice
        return notice

    def mark_mailed(self, notice_id: str, message_id: str) -> Notice:
        """Write down the mail that a notice was handed to the queue in."""
        return self._change(
            notice_id,
            state=MAILED,
            mailed_at=now(),
            message_id=message_id,
            failed_at=None,
        )

    def mark_failed(self, notice_id: str) -> Notice:
        """Write down that a notice will not reach its adult by mail."""
        return self._change(notice_id, state=FAILED, failed_at=now())

    def mark_waiting(self, notice_id: str) -> Notice:
        """Write down that a notice is to be mailed again."""
        return self._change(notice_id, state=WAITING)

    def mark_withheld(self, notice_id: str) -> Notice:
        """Write down that a notice was not mailed, for its adult has no access."""
        return self._change(notice_id, state=WITHHELD)

    def forget(self) -> None:
        """Let a copy begin with none: those of the original tell of another case."""
        IAnnotations(self.case).pop(_KEY, None)

    def _change(self, notice_id: str, **changes) -> Notice:
        changed = replace(self.get(notice_id), **changes)
        IAnnotations(self.case)[_KEY][notice_id] = changed
        return changed

    def _kept(self):
        return IAnnotations(self.case).get(_KEY, {})
