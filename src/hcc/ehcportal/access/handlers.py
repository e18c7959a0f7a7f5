"""What the register does when content comes, goes or is sent."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from hcc.ehcportal.access.calendar import revoke_all
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import full_name


def forget_case(case, event):
    """Drop the access to a case that is deleted, alone or with its family."""
    revoke_all(case)
    AccessRegister(aq_parent(aq_inner(case))).forget_case(case.getId())


def address_message(message, event):
    """Write down to whom a message goes: all who have access when it is sent."""
    if event.transition is None or event.transition.id != "send":
        return
    case = aq_parent(aq_inner(message))
    holders = AccessRegister(aq_parent(case)).holders(case.getId(), today())
    message.recipients = tuple(full_name(adult) for adult in holders)
