"""Handing a case over to another coordinator."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.facts import facts_of
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.texts.filling import words_of
from hcc.ehcportal.content.texts.messages import HANDOVER
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.content.vocabularies import coordinators
from plone import api
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


class NothingToHandOver(FieldInvalid):
    """The case is this coordinator's already."""


class BeingEdited(ValueRefused):
    """Somebody else is editing the case, and would save the coordinator of before."""


def hand_over(case, coordinator: str, by: str) -> None:
    """Give ``case`` to another coordinator, and tell the family of an open one.

    ``coordinator``, who was checked before, and ``by``, who hands over, are user ids.
    Raises ``NothingToHandOver`` or ``BeingEdited``.
    """
    if case.coordinator == coordinator:
        raise NothingToHandOver("coordinator", _THEIRS)
    edited = edited_now(case)
    if edited:
        raise BeingEdited(edited)
    case.coordinator = coordinator
    notify(ObjectModifiedEvent(case, Attributes(IEHCCase, "coordinator")))
    if state_of(case) == "open":
        _tell_family(case, by)
    record("case_handed_over", who=by, about=coordinator, subject=subject_of(case))


def check_coordinator(context, person: str) -> None:
    """Raise ``FieldInvalid`` for somebody who cannot coordinate cases."""
    if person not in coordinators(context):
        raise FieldInvalid("coordinator", _NO_COORDINATOR)


def _tell_family(case, by: str) -> None:
    words = words_of(portal_of(case), HANDOVER).filled(facts_of(case))
    message = make(
        case,
        "EHCMessage",
        title=words.subject,
        text=words.text,
        sender=full_name(by),
    )
    api.content.transition(message, "send")


_THEIRS = _(
    "error_nothing_to_hand_over",
    default="This is the coordinator of the case already. Choose another.",
)
_NO_COORDINATOR = _(
    "error_no_coordinator",
    default="Nobody of this id coordinates cases. Choose one of the coordinators or "
    "managers.",
)
