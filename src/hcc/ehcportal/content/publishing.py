"""Giving a draft to the family: as a document of its own, or in another's place."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.hindrance import hindrance_to
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.content.versions import replace_file
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


def publish(document) -> None:
    """Publish a draft; its date, its audience and the notices follow by subscribers.

    Raises ``InvalidParameterError`` where that is not offered any more: see
    ``hindrance_to_publish`` before.
    """
    api.content.transition(document, "publish")


def hindrance_to_publish(document) -> str | None:
    """Return why a family cannot be given a draft now, or None."""
    return hindrance_to("publish", document) or _HELD.get(scan_state(document.file))


def publish_in_place_of(draft, document, reason: str) -> None:
    """Give a published document the file of a draft, which is gone afterwards.

    The description and the date go along: they are those of the new file.
    """
    document.title, document.document_date = draft.title, draft.document_date
    replace_file(document, draft.file, reason, api.user.get_current().getId())
    notify(ObjectModifiedEvent(document))
    document.reindexObject()
    api.content.delete(draft)


NOT_PUBLISHED = _(
    "replace_not_published",
    default="Only a document that the family has can be replaced. This one is a draft, "
    "or it was withdrawn.",
)
NO_REASON = _(
    "error_draft_reason",
    default="Say why the document is replaced. Only staff read it.",
)
REPLACES = _(
    "error_replacement",
    default="This draft is to replace another document. Publish it on the page “Check "
    "and publish”.",
)
# Why a file that is held is not published, by what the virus scanner said of it.
_HELD = {
    WAITING: _(
        "error_publish_waiting",
        default="This file is still to be checked for viruses, so nobody could open "
        "it. Publish it once the virus scanner answers again.",
    ),
    INFECTED: _(
        "error_publish_infected",
        default="The virus scanner found a virus in this file, so nobody could open "
        "it. Ask for what it says in another form.",
    ),
}
