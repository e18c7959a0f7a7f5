"""What is written in a case, between the office and its adults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hcc.ehcportal import _
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.finding import find_case_anew
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.message import LONGEST_SUBJECT
from hcc.ehcportal.content.message import thread_id
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from plone import api
from zExceptions import NotFound
from zope.i18n import translate


WRITE = "hcc.ehcportal: Write to the office"

# The same words again within this time are a button that was pressed twice.
_TWICE = timedelta(minutes=10)


def messages_in(case) -> Iterator:
    """Yield the messages of a case that were sent, in no order."""
    for item in children_of(case, "EHCMessage"):
        if state_of(item) == "sent":
            yield item


def takes_replies(content) -> bool:
    """Tell whether families can write in the portal that ``content`` lies in."""
    return bool(portal_of(content).replies)


def may_write(content) -> bool:
    """Tell whether whoever asks can write to the office, or answer this message."""
    return takes_replies(content) and api.user.has_permission(WRITE, obj=content)


def open_for(message, person: str) -> None:
    """Note that a person has opened a message."""
    waited = message.waits_for_staff
    message.mark_read(person)
    if waited:
        find_case_anew(message, None)


def mark_answered(message, event) -> None:
    """With an answer, what the family wrote in its thread counts as opened."""
    if event.transition is None or event.transition.id != "send" or not message.thread:
        return
    person = api.user.get_current().getId()
    for other in messages_in(case_of(message)):
        if thread_id(other) == message.thread and other.waits_for_staff:
            other.mark_read(person)


def write_to_office(content, subject: str, text: str):
    """Send a message from whoever is signed in: about a case, or answering a message.

    Raises ``NotFound`` where families cannot write, and ``Unauthorized`` or a
    ``WorkflowException`` where this person cannot.
    """
    if not may_write(content):
        raise NotFound
    case = case_of(content)
    thread = None if content is case else thread_id(content)
    author = api.user.get_current().getId()
    again = _sent_just_now(case, author, thread, subject, text)
    return again or _send(case, author=author, thread=thread, title=subject, text=text)


def _send(case, **attributes):
    # Adding messages by themselves is for staff.
    message = make(case, "EHCMessage", **attributes)
    api.content.transition(message, "write")
    return message


def _sent_just_now(case, author, thread, subject: str, text: str):
    wanted = (author, thread, subject, text)
    return next(
        (
            message
            for message in messages_in(case)
            if (message.author, message.thread, message.title, message.text) == wanted
            and now() - message.sent_at < _TWICE
        ),
        None,
    )


def office_name(case) -> str:
    """Return whom a family writes to: the coordinator, or the service."""
    history = case.contact_history
    if history and history[-1].until is None:
        return history[-1].name
    service = _("message_service", default="SEND Service")
    return translate(service, context=case.REQUEST)


def reply_subject(subject: str) -> str:
    """Return the subject of an answer."""
    answer = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    return answer[:LONGEST_SUBJECT]
