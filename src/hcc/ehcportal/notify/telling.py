"""Who is told of what: the notices of a case, written down and left to be mailed."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Collection
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.notices import wants_notices
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.roles import SHOWN
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.vocabularies import FAMILY_DATES
from hcc.ehcportal.notify.notices import DECISION
from hcc.ehcportal.notify.notices import DRAFT_PLAN
from hcc.ehcportal.notify.notices import FINAL_PLAN
from hcc.ehcportal.notify.notices import Notice
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.words import News
from hcc.ehcportal.process.stages import current
from zope.i18n import translate


# What the law asks to be told, also to those who want no notices.
_BY_LAW = (DECISION, DRAFT_PLAN, FINAL_PLAN)

# Behind the key of a stage whose own date a date is; see ``overview.DateEntry``.
_TARGET = "-target"

_told = ContextVar("told", default=True)

_NO_REFERENCE = _("notice_no_reference", default="without a reference")
_NO_STAGE = _("notice_no_stage", default="no stage")


@contextmanager
def untold() -> Iterator[None]:
    """Tell nobody of what is done meanwhile: it happened long ago."""
    before = _told.set(False)
    try:
        yield
    finally:
        _told.reset(before)


def holders_of(case) -> list[str]:
    """Return the adults who can see a case today, as user ids."""
    if state_of(case) not in SHOWN:
        return []
    register = AccessRegister(aq_parent(aq_inner(case)))
    return list(register.holders(case.getId(), today()))


def tell(
    case,
    kind: str,
    *,
    subject: str | None = None,
    stage: str | None = None,
    until: date | None = None,
    only: Collection[str] = (),
) -> None:
    """Tell the adults who can see a case, or ``only`` some of them, of one thing.

    Without a stage it is said of the one that the case is in.
    """
    if not _told.get():
        return
    stage = stage or current_stage(case)
    for adult in holders_of(case):
        if only and adult not in only:
            continue
        if kind in _BY_LAW or wants_notices(adult):
            notice = Notices(case).record(
                kind, adult, subject=subject, stage=stage, until=until
            )
            Outbox(portal_of(case)).put(case, notice)


def current_stage(case) -> str | None:
    """Return the key of the stage that a case is in, if it is in any."""
    here = current(stage.reading for stage in stages_of(case))
    return here and here.key


def news_of(case, notice: Notice) -> News:
    """Return what a notice of a case says, in words."""
    return News(
        kind=notice.kind,
        reference=case.reference or _said(case, _NO_REFERENCE),
        stage=_said(case, _title(case, notice.stage)),
        until=notice.until,
    )


def _title(case, key: str | None) -> str:
    for guide in guides_in(portal_of(case)):
        if key is not None and guide.key == key.removesuffix(_TARGET):
            return guide.title
    return FAMILY_DATES.get(key, _NO_STAGE)


def _said(case, message: str) -> str:
    return translate(message, context=case.REQUEST)
