"""What the content tells to whoever wants to know."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IDocumentReplaced(IObjectEvent):
    """A document that the family has was given another file."""


class IFormReturned(IObjectEvent):
    """A form came back to the family as a new draft."""


class IFormSent(IObjectEvent):
    """Staff sent a form to a family."""


@implementer(IDocumentReplaced)
class DocumentReplaced(ObjectEvent):
    """Notified once the document has the new file and keeps the old one."""


@implementer(IFormReturned)
class FormReturned(ObjectEvent):
    """Notified of the draft, once it has everything that the family had sent."""


@implementer(IFormSent)
class FormSent(ObjectEvent):
    """Notified of the draft that waits for the family."""


class ITurnedAway(IObjectEvent):
    """Somebody came to what lies in a container who is not signed in."""

    request = Attribute("The request, which is about to be answered with the sign-in")


@implementer(ITurnedAway)
class TurnedAway(ObjectEvent):
    """Notified while the address is walked; the request will be undone."""

    def __init__(self, object, request):
        super().__init__(object)
        self.request = request


class IVirusRefused(Interface):
    """A file with a virus came and was not kept."""

    context = Attribute("The content that it was sent to, where that is known")


@implementer(IVirusRefused)
class VirusRefused:
    """Notified in a request that may well be undone afterwards."""

    def __init__(self, context: object | None):
        self.context = context


class IFileScanned(IObjectEvent):
    """A file that waited for the virus scanner was scanned."""

    infected = Attribute("Whether there is a virus in it")


@implementer(IFileScanned)
class FileScanned(ObjectEvent):
    """Notified once the file is marked."""

    def __init__(self, object, infected: bool):
        super().__init__(object)
        self.infected = infected
