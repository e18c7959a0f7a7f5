"""Giving a form back: what was sent stays as it was, and its copy is a new draft."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from copy import deepcopy
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.events import FormReturned
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import take_mark
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.event import notify

import shutil


# What a copy has of the form that was sent: what was asked, and what was typed.
_COPIED = (
    "title",
    "form_key",
    "questions",
    "introduction",
    "confirmation",
    "noun",
    "upload_limits",
    "typed",
    "return_reason",
)


def hindrance_to_return(form) -> str | None:
    """Say why a form cannot be returned now: its copy could be sent by nobody."""
    return None if state_of(case_of(form)) == "open" else _NOT_OPEN


def return_form(form, reason: str, last_day: date | None = None) -> None:
    """Return a submitted form to its family, who are asked for it by a last day."""
    form.return_reason = reason
    api.content.transition(form, "return", last_day=last_day)


def give_back(form, event) -> None:
    """Let the family go on with a form that is being returned, and tell them."""
    if event.transition is not None and event.transition.id == "return":
        notify(FormReturned(draft_again(form, event.kwargs.get("last_day"))))


def draft_again(form, last_day: date | None):
    """Make a draft of what a family has sent, beside it, and return it."""
    facts = {name: deepcopy(getattr(form, name)) for name in _COPIED}
    draft = make(
        aq_parent(aq_inner(form)),
        "EHCSupportingForm",
        last_day=last_day,
        returned_from=form.getId(),
        **facts,
    )
    for attachment in form.objectValues():
        file = copy_of(attachment.file)
        make(draft, "EHCAttachment", title=attachment.title, file=file)
    return draft


def copy_made_of(form):
    """Return the form that was made when this one was returned, if it is there."""
    case = aq_parent(aq_inner(form))
    for item in case.objectValues():
        if getattr(item, "returned_from", None) == form.getId():
            return item
    return None


def copy_of(file: NamedBlobFile) -> NamedBlobFile:
    """Return a file with the same name and content, which is nobody else's.

    What the virus scanner said of one it said of the other.
    """
    copy = NamedBlobFile(filename=file.filename, contentType=file.contentType)
    with file.open() as source, copy.open("w") as target:
        shutil.copyfileobj(source, target)
    take_mark(copy, file)
    return copy


_NOT_OPEN = _(
    "return_case_not_open",
    default="The family can send forms while the case is open. It is not open now.",
)
