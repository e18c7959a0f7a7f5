"""Giving a family a form to fill in by a last day."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.events import FormSent
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.validation import check_past
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.offers import is_ready
from hcc.ehcportal.forms.starting import forms_made_of
from hcc.ehcportal.forms.starting import start
from plone.uuid.interfaces import IUUID
from zope.event import notify


# How many letters a note may have.
LONGEST_NOTE = 1_000


class CannotBeSent(FieldInvalid):
    """Nothing is wrong with what was chosen, but it cannot be sent in this case now."""


def send_form(
    case, key: str, by: str, last_day: date | None = None, note: str | None = None
):
    """Give a family a form to fill in, tell them, and return the draft.

    ``key`` is the UUID of one of ``ready_designs``, ``by`` the user id of whoever
    sends it. From then on it is the family's alone. Raises ``CannotBeSent``, or another
    ``FieldInvalid``.
    """
    design = _design_for(case, key)
    check_past("last_day", last_day)
    form = start(case, design, last_day=last_day, note=note, sent_by=by, sent_at=now())
    record("form_sent", who=by, subject=subject_of(form))
    notify(FormSent(form))
    return form


def hindrance_to_send(case) -> str | None:
    """Return why no form can be sent in a case now, or None."""
    return None if state_of(case) == "open" else _NOT_OPEN


def ready_designs(case) -> list:
    """Return the forms that can be given to families, whether or not offered."""
    return [design for design in designs_in(portal_of(case)) if is_ready(design)]


def is_known_to_staff(form) -> bool:
    """Tell whether staff know of a form: drafts that a family began are its own."""
    return state_of(form) != "draft" or bool(form.sent_by)


def _design_for(case, key: str):
    hindrance = hindrance_to_send(case)
    if hindrance:
        raise CannotBeSent("design", hindrance)
    design = next((each for each in ready_designs(case) if IUUID(each) == key), None)
    if design is None:
        raise FieldInvalid("design", _NO_DESIGN)
    if design.once and forms_made_of(case, design):
        raise CannotBeSent("design", _ONCE)
    return design


_NOT_OPEN = _(
    "send_form_not_open",
    default="The family can fill in forms while the case is open. It is not open now.",
)
_NO_DESIGN = _(
    "error_form_design",
    default="Families cannot be given this form. Choose another.",
)
_ONCE = _(
    "error_form_once",
    default="This form can be sent only once in a case, and the family has it already. "
    "Choose another.",
)
