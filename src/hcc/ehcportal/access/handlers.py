"""What the register does when content comes, goes or is sent."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.begun import forget_account
from hcc.ehcportal.access.calendar import revoke_all
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.references import forget_reference
from hcc.ehcportal.access.references import note_reference
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.stage import case_of
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.i18n import translate


_NOBODY_LEFT = _(
    "error_nobody_left",
    default="Nobody whom this message is for has access to the case any more. Choose "
    "anew whom it is for.",
)


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


def forget_begun_request(event):
    """Drop the request that somebody has begun whose account is deleted."""
    for portal in portals_of_site():
        forget_account(portal, event.principal)


def record_grant(event):
    """Write down who gave whom access."""
    _record("access_granted", event, event.grant.granted_by)


def record_end(event):
    """Write down who ended whose access."""
    _record("access_ended", event, api.user.get_current().getId())


def record_message(message, event):
    """Write down that somebody of a family wrote to the office."""
    if event.transition is not None and event.transition.id == "write":
        record("message_written", who=message.author, subject=subject_of(message))


def record_refused_virus(event):
    """Write down who sent a file with a virus, apart from what becomes of the form."""
    case = case_of(event.context)
    record(
        "virus_refused",
        who=api.user.get_current().getId(),
        subject=None if case is None else subject_of(case),
        apart=True,
    )


def record_scan(event):
    """Write down what the scanner said of a file that waited for it."""
    kind = "virus_found" if event.infected else "file_let_go"
    record(kind, subject=subject_of(event.object))


def _record(kind: str, event, who: str | None) -> None:
    subject = subject_of(event.family[event.grant.case])
    record(kind, who=who, about=event.grant.adult, subject=subject)


def require_addressees(message, event):
    """Refuse to send a message to people of whom none has access any more.

    With nobody left it would be for all, which is the contrary of what was chosen.
    """
    if event.transition is None or event.transition.id != "send":
        return
    if message.addressees and not addressees_today(message):
        raise WorkflowException(translate(_NOBODY_LEFT, context=message.REQUEST))


def address_message(message, event):
    """Write down to whom a message goes when it is sent, of those chosen."""
    if event.transition is None or event.transition.id != "send":
        return
    adults = addressees_today(message)
    if message.addressees:
        message.addressees = adults
    message.recipient_ids = adults
    message.recipients = tuple(full_name(adult) for adult in adults)


def addressees_today(message) -> tuple[str, ...]:
    """Return the user ids of those who get a message if it is sent today, by name."""
    case = aq_parent(aq_inner(message))
    holders = AccessRegister(aq_parent(case)).holders(case.getId(), today())
    return tuple(sorted(filter(message.is_for, holders), key=full_name))


def address_document(document, event):
    """Write down who had access when a document was published."""
    if event.transition is not None and event.transition.id == "publish":
        _address(document)


def address_new_version(document, event):
    """Write down who had access when a document was given another file."""
    _address(document)


def _address(document) -> None:
    case = aq_parent(aq_inner(document))
    holders = AccessRegister(aq_parent(case)).holders(case.getId(), today())
    document.adults = tuple(holders)
