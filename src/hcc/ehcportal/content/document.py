"""A document that staff give to a family."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.filetypes import names_of
from hcc.ehcportal.content.gate import FileGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.uploads.fields import FamilyFile
from plone.app.lockingbehavior.behaviors import ILocking
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


# Kinds of files that a phone opens and that run nothing when opened.
DOCUMENT_TYPES = (
    "application/pdf",
    "application/rtf",
    "text/rtf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "audio/aac",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/x-wav",
    "image/heic",
    "image/jpeg",
    "image/png",
    "text/plain",
)


class IEHCDocument(model.Schema):
    """A file with its date and a description that the family reads."""

    title = schema.TextLine(
        title=_("document_title", default="Description"),
        description=_("document_title_help", default="The family reads this."),
    )
    document_date = schema.Date(
        title=_("document_date", default="Document date"),
        description=_("document_date_help", default="The date on the document."),
    )
    model.primary("file")
    file = FamilyFile(
        title=_("document_file", default="File"),
        description=_(
            "document_file_help",
            default="One of these: ${kinds}.",
            mapping={"kinds": names_of(KINDS)},
        ),
        accept=DOCUMENT_TYPES,
    )
    directives.omitted("withdrawal_reason")
    withdrawal_reason = schema.TextLine(
        title=_("document_withdrawal_reason", default="Why it was withdrawn"),
        required=False,
    )


@implementer(IEHCDocument, IOpaquelyNamed, ILocking)
class EHCDocument(FileGate, Item):
    """A document. Its publication date is the effective date that Plone keeps."""

    id_prefix = "d"

    # Written down when it is published, and anew when its file is replaced. (Not
    # annotated: Zope would take the class's ``__annotations__`` for each document's.)
    adults = ()  # tuple[str, ...]: who had access then
    openings = None  # OOBTree[str, Opening]: who has opened the file
    versions = ()  # tuple[Version, ...]: the files before, for staff

    # Of a draft: what its text says, the id of the document that it is to replace, why.
    reading = None  # Reading
    replaces = None  # str
    replacing_reason = ""
