"""What happens in a case and concerns its family."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from datetime import date
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import family_day
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.notify.notices import DOCUMENT
from hcc.ehcportal.notify.notices import FORM_RETURNED
from hcc.ehcportal.notify.notices import FORM_SENT
from hcc.ehcportal.notify.notices import FORM_SUBMITTED
from hcc.ehcportal.notify.notices import MESSAGE
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.notices import REPLACED
from hcc.ehcportal.notify.notices import STAGE
from hcc.ehcportal.notify.telling import tell
from hcc.ehcportal.notify.timetable import note_timetable
from hcc.ehcportal.notify.timetable import tell_timetable


def tell_document(document, event):
    """Tell of a document that is published."""
    if _is(event, "publish"):
        case = aq_parent(aq_inner(document))
        tell(case, DOCUMENT, subject=document.getId(), until=_family_day_ahead(case))


def tell_replacement(document, event):
    """Tell of another version of a document that the family has."""
    case = aq_parent(aq_inner(document))
    tell(case, REPLACED, subject=document.getId(), until=_family_day_ahead(case))


def tell_message(message, event):
    """Tell those to whom a message was sent."""
    if _is(event, "send") and not message.from_family:
        tell(
            aq_parent(aq_inner(message)),
            MESSAGE,
            subject=message.getId(),
            only=message.addressees,
        )


def tell_return(draft, event):
    """Tell of a form that waits for the family again."""
    _tell_draft(FORM_RETURNED, draft)


def tell_sent_form(draft, event):
    """Tell of a form that staff ask a family to fill in."""
    _tell_draft(FORM_SENT, draft)


def tell_submission(form, event):
    """Tell whoever submitted a form that it has arrived."""
    if _is(event, "submit"):
        case = aq_parent(aq_inner(form))
        told = (form.submitted_by,)
        tell(case, FORM_SUBMITTED, subject=form.getId(), only=told)


def tell_stage(stage, event):
    """Tell of a stage that was started, finished, left out or taken up again."""
    case = case_of(stage)
    if event.transition is not None and state_of(case) == "open":
        tell(case, STAGE, stage=stage.guide_key, until=_due(case, stage.guide_key))
        tell_changed_days(stage, event)


def tell_changed_days(content, event):
    """Tell what is new in the timetable, after a change to a case or to a stage."""
    case = case_of(content)
    if state_of(case) in ("open", "closed") and portal_of(case) is not None:
        tell_timetable(case)


def note_opening(case, event):
    """Take it that a family knows the timetable that it finds on its first visit."""
    if _is(event, "open"):
        note_timetable(case)


def forget_notices(case, event):
    """Keep what the adults of a case were told out of a copy of it."""
    Notices(case).forget()


def _is(event, transition: str) -> bool:
    return event.transition is not None and event.transition.id == transition


def _tell_draft(kind: str, draft) -> None:
    case = aq_parent(aq_inner(draft))
    tell(case, kind, subject=draft.getId(), until=draft.last_day)


def _family_day_ahead(case) -> date | None:
    day = family_day(case)
    return day if day and day >= today() else None


def _due(case, key: str) -> date | None:
    """Return the day until which a stage is to be finished, if it is still ahead."""
    for stage in stages_of(case):
        if stage.reading.key == key and stage.reading.is_awaited:
            day = stage.reading.due
            return day if day and day >= today() else None
    return None
