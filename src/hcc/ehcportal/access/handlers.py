"""What the register does when content comes, goes or is sent."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.calendar import revoke_all
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.references import forget_reference
from hcc.ehcportal.access.references import note_reference
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import full_name
from plone import api


def forget_case(case, event):
    """Drop the access to a case that is deleted, alone or with its family."""
    family = aq_parent(aq_inner(case))
    revoke_all(case)
    forget_reference(case)
    Invitations(family).forget_case(case.getId())
    AccessRegister(family).forget_case(case.getId())


def keep_reference(case, event):
    """Let staff find a case that is made, changed or moved by its reference."""
    if getattr(event, "newParent", case) is not None:
        note_reference(case)


def record_grant(event):
    """Write down who gave whom access."""
    _record("access_granted", event, event.grant.granted_by)


def record_end(event):
    """Write down who ended whose access."""
    _record("access_ended", event, api.user.get_current().getId())


def _record(kind: str, event, who: str | None) -> None:
    subject = subject_of(event.family[event.grant.case])
    record(kind, who=who, about=event.grant.adult, subject=subject)


def address_message(message, event):
    """Write down to whom a message goes: all who have access when it is sent."""
    if event.transition is None or event.transition.id != "send":
        return
    case = aq_parent(aq_inner(message))
    holders = AccessRegister(aq_parent(case)).holders(case.getId(), today())
    message.recipients = tuple(full_name(adult) for adult in holders)
