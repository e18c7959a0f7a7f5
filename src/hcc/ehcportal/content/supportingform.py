"""A form that a family fills in, and what they attach to it."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.document import DOCUMENT_TYPES
from hcc.ehcportal.content.filetypes import FamilyFile
from hcc.ehcportal.content.gate import FileGate
from hcc.ehcportal.content.gate import ViewGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.names import OpaqueNames
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.schema import JSONField
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IEHCSupportingForm(model.Schema):
    """The answers that a family gives to one form."""

    title = schema.TextLine(title=_("form_title", default="Form"))
    form_key = schema.ASCIILine(
        title=_("form_key", default="Key of the form"), required=False
    )
    answers = JSONField(
        title=_("form_answers", default="Answers"),
        default={},
        missing_value={},
        required=False,
    )
    directives.omitted("submitted_at", "return_reason")
    submitted_at = schema.Datetime(
        title=_("form_submitted_at", default="Submitted at"), required=False
    )
    return_reason = schema.TextLine(
        title=_("form_return_reason", default="Why it was returned"), required=False
    )


@implementer(IEHCSupportingForm, IOpaquelyNamed)
class EHCSupportingForm(ViewGate, OpaqueNames, Container):
    """One form of one family."""

    id_prefix = "q"


class IEHCAttachment(model.Schema):
    """A file that a family attaches."""

    title = schema.TextLine(
        title=_("attachment_title", default="Description"), required=False
    )
    model.primary("file")
    file = FamilyFile(title=_("attachment_file", default="File"), accept=DOCUMENT_TYPES)


@implementer(IEHCAttachment, IOpaquelyNamed)
class EHCAttachment(FileGate, Item):
    """One attached file."""

    id_prefix = "a"
