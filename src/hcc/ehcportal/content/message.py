"""A message from staff to a family, or from a family to the office."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.gate import ViewGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from plone.app.lockingbehavior.behaviors import ILocking
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer

import BTrees.OOBTree


LONGEST_SUBJECT = 200
LONGEST_TEXT = 10_000

_READ = "hcc.ehcportal.read"


class IEHCMessage(model.Schema):
    """A subject and a plain text."""

    title = schema.TextLine(
        title=_("message_subject", default="Subject"), max_length=LONGEST_SUBJECT
    )
    text = schema.Text(
        title=_("message_text", default="Message"), max_length=LONGEST_TEXT
    )

    # One parent is not to learn from the other's message who else got it.
    directives.omitted("addressees")
    directives.read_permission(
        addressees="cmf.ListFolderContents", recipients="cmf.ListFolderContents"
    )
    addressees = schema.Tuple(
        title=_("message_addressees", default="For"),
        description=_(
            "message_addressees_help",
            default="User ids of the adults whom it is for; nobody named: all who "
            "have access to the case.",
        ),
        value_type=schema.TextLine(),
        default=(),
        missing_value=(),
        required=False,
    )

    # Written down when the message is sent: names of then, not of today.
    directives.omitted("sender", "recipients", "sent_at")
    sender = schema.TextLine(
        title=_("message_from", default="From"), required=False, readonly=True
    )
    recipients = schema.Tuple(
        title=_("message_to", default="To"),
        value_type=schema.TextLine(),
        default=(),
        required=False,
        readonly=True,
    )
    sent_at = schema.Datetime(
        title=_("message_sent_at", default="Sent at"), required=False, readonly=True
    )


@implementer(IEHCMessage, IOpaquelyNamed, ILocking)
class EHCMessage(ViewGate, Item):
    """One message. Sent, it is final; who has read it is kept beside it."""

    id_prefix = "m"

    # The user ids behind ``recipients``, in the same order.
    recipient_ids = ()  # tuple[str, ...]

    # The id of the message in the case that this one answers, at whatever distance.
    thread = None  # str | None

    # The user id of the adult of the family who wrote it; staff's messages have none.
    author = None  # str | None

    @property
    def __ac_local_roles_block__(self) -> bool:
        """Take no local role from the case.

        Its adults are not all to see each other's messages: whom this one is for is
        given their role on it by ``access/roles.py``.
        """
        return True

    @property
    def from_family(self) -> bool:
        """Whether somebody of the family wrote it."""
        return self.author is not None

    def is_for(self, person: str) -> bool:
        """Tell whether an adult of the family is to see it, if they have access."""
        if self.from_family:
            return person == self.author
        return not self.addressees or person in self.addressees

    def is_read_by(self, person: str) -> bool:
        """Tell whether the person with this user id has opened the message."""
        return person in IAnnotations(self).get(_READ, ())

    @property
    def waits_for_staff(self) -> bool:
        """Whether it came from the family and nobody of the office has opened it."""
        readers = IAnnotations(self).get(_READ, ())
        return self.from_family and all(reader == self.author for reader in readers)

    def mark_read(self, person: str) -> None:
        """Remember when ``person`` first opened the message."""
        read = IAnnotations(self).setdefault(_READ, BTrees.OOBTree.OOBTree())
        if person not in read:
            read[person] = now()

    def start_afresh(self) -> None:
        """Forget what a copy brought along from the message that was sent."""
        self.sender = self.sent_at = self.thread = self.author = None
        self.addressees = self.recipients = self.recipient_ids = ()
        IAnnotations(self).pop(_READ, None)


def thread_id(message) -> str:
    """Return the id of the message that the thread of this one began with."""
    return message.thread or message.getId()
