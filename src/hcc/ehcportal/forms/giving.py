"""Giving a family a form to fill in by a last day."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.events import FormSent
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.offers import is_ready
from hcc.ehcportal.forms.starting import forms_made_of
from hcc.ehcportal.forms.starting import start
from plone.uuid.interfaces import IUUID
from zope.event import notify
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


class CannotBeSentAgain(ValueError):
    """The form can be sent once in a case, and the family has one."""


def send_form(
    case, design, by: str, last_day: date | None = None, note: str | None = None
):
    """Give a family a form to fill in, tell them, and return the draft.

    From then on it is the family's alone. Raises ``CannotBeSentAgain``.
    """
    if design.once and forms_made_of(case, design):
        raise CannotBeSentAgain
    form = start(case, design, last_day=last_day, note=note, sent_by=by, sent_at=now())
    record("form_sent", who=by, subject=subject_of(form))
    notify(FormSent(form))
    return form


@provider(IContextSourceBinder)
def ready_designs(case) -> SimpleVocabulary:
    """The forms that can be given to families, whether or not they are offered."""
    return SimpleVocabulary(
        [
            SimpleTerm(IUUID(design), IUUID(design), design.title)
            for design in designs_in(portal_of(case))
            if is_ready(design)
        ]
    )
