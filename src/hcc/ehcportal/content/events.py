"""What the content tells to whoever wants to know."""

from __future__ import annotations

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IDocumentReplaced(IObjectEvent):
    """A document that the family has was given another file."""


class IFormReturned(IObjectEvent):
    """A form came back to the family as a new draft."""


@implementer(IDocumentReplaced)
class DocumentReplaced(ObjectEvent):
    """Notified once the document has the new file and keeps the old one."""


@implementer(IFormReturned)
class FormReturned(ObjectEvent):
    """Notified of the draft, once it has everything that the family had sent."""
