"""A message from staff to a family."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.gate import ViewGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer

import BTrees.OOBTree


_READ = "hcc.ehcportal.read"


class IEHCMessage(model.Schema):
    """A subject and a plain text."""

    title = schema.TextLine(title=_("message_subject", default="Subject"))
    text = schema.Text(title=_("message_text", default="Message"), max_length=10_000)

    # Written down when the message is sent: names of then, not of today.
    directives.omitted("sender", "recipients", "sent_at")
    sender = schema.TextLine(title=_("message_from", default="From"), required=False)
    recipients = schema.Tuple(
        title=_("message_to", default="To"),
        value_type=schema.TextLine(),
        default=(),
        required=False,
    )
    sent_at = schema.Datetime(
        title=_("message_sent_at", default="Sent at"), required=False
    )


@implementer(IEHCMessage, IOpaquelyNamed)
class EHCMessage(ViewGate, Item):
    """One message. Sent, it is final; who has read it is kept beside it."""

    id_prefix = "m"

    def is_read_by(self, person: str) -> bool:
        """Tell whether the person with this user id has opened the message."""
        return person in IAnnotations(self).get(_READ, ())

    def mark_read(self, person: str) -> None:
        """Remember when ``person`` first opened the message."""
        read = IAnnotations(self).setdefault(_READ, BTrees.OOBTree.OOBTree())
        if person not in read:
            read[person] = now()
