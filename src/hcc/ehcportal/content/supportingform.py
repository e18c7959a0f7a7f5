"""A form that a family fills in, and what they attach to it."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.document import DOCUMENT_TYPES
from hcc.ehcportal.content.gate import FileGate
from hcc.ehcportal.content.gate import ViewGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.names import OpaqueNames
from hcc.ehcportal.content.uploads.fields import SentFile
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.schema import JSONField
from plone.supermodel import model
from types import MappingProxyType
from zope import schema
from zope.interface import implementer


# What only the portal itself writes: no form and no service lets anybody.
_KEPT = (
    "form_key",
    "questions",
    "introduction",
    "confirmation",
    "noun",
    "sent_by",
    "sent_at",
    "note",
    "upload_limits",
    "typed",
    "draft_version",
    "saved_at",
    "last_day",
    "answers",
    "submitted_at",
    "submitted_by",
    "receipt",
    "digest",
    "return_reason",
    "returned_from",
)


class IEHCSupportingForm(model.Schema):
    """The answers that a family gives to one form.

    What the editors' form asked when it was started is copied here, so that a changed
    form never changes an answer already given.
    """

    title = schema.TextLine(title=_("form_title", default="Form"))

    directives.omitted(*_KEPT)
    directives.write_permission(**dict.fromkeys(_KEPT, "cmf.ManagePortal"))
    # One parent is not to learn the other's account, or that of who works for them.
    directives.read_permission(
        sent_by="cmf.ListFolderContents", submitted_by="cmf.ListFolderContents"
    )
    # The UUID of the form that it was started from.
    form_key = schema.ASCIILine(
        title=_("form_key", default="Key of the form"),
        required=False,
    )
    # A schema as plone.supermodel writes it.
    questions = schema.Text(
        title=_("form_questions", default="Questions"),
        required=False,
    )
    # HTML that editors wrote, made safe.
    introduction = schema.Text(
        title=_("form_introduction", default="Introduction"),
        required=False,
    )
    confirmation = schema.Text(
        title=_("form_confirmation", default="What is said once it was submitted"),
        required=False,
    )
    # What "Are you sure you want to submit this …?" calls it; the title, where empty.
    noun = schema.TextLine(
        title=_("form_noun", default="What the form is called"), required=False
    )
    # Nothing of these, where a family started it by itself.
    sent_by = schema.ASCIILine(
        title=_("form_sent_by", default="Sent by"), required=False
    )
    sent_at = schema.Datetime(
        title=_("form_sent_at", default="Sent to the family at"), required=False
    )
    note = schema.Text(
        title=_("form_note", default="Note to the family"), required=False
    )
    # Nothing, where the form takes no files.
    upload_limits = JSONField(
        title=_("form_upload_limits", default="What can be uploaded"),
        default={},
        missing_value={},
        required=False,
    )
    # As the fields of the page sent it, right or wrong, by their names.
    typed = JSONField(
        title=_("form_typed", default="What was typed"),
        default={},
        missing_value={},
        required=False,
    )
    # Counts what was saved, so that nobody overwrites in silence.
    draft_version = schema.Int(
        title=_("form_draft_version", default="Version of the draft"),
        default=0,
    )
    saved_at = schema.Datetime(
        title=_("form_saved_at", default="Saved at"), required=False
    )
    last_day = schema.Date(title=_("form_last_day", default="Last day"), required=False)
    # What was submitted, by the names of the questions.
    answers = JSONField(
        title=_("form_answers", default="Answers"),
        default={},
        missing_value={},
        required=False,
    )
    submitted_at = schema.Datetime(
        title=_("form_submitted_at", default="Submitted at"), required=False
    )
    submitted_by = schema.ASCIILine(
        title=_("form_submitted_by", default="Submitted by"), required=False
    )
    receipt = schema.ASCIILine(
        title=_("form_receipt", default="Receipt number"), required=False
    )
    # Of what a page of the website sent, so that it is taken once.
    digest = schema.ASCIILine(
        title=_("form_digest", default="Digest of what was sent"), required=False
    )
    return_reason = schema.TextLine(
        title=_("form_return_reason", default="Why it was returned"), required=False
    )
    # The id in the same case, for a draft that was made of it.
    returned_from = schema.ASCIILine(
        title=_("form_returned_from", default="The form that was returned"),
        required=False,
    )


@implementer(IEHCSupportingForm, IOpaquelyNamed)
class EHCSupportingForm(ViewGate, OpaqueNames, Container):
    """One form of one family.

    ``unsaved`` is what ``forms/unsaved.py`` keeps, by user ids.
    """

    id_prefix = "q"
    unsaved = MappingProxyType({})


class IEHCAttachment(model.Schema):
    """A file that a family attaches."""

    title = schema.TextLine(
        title=_("attachment_title", default="Description"), required=False
    )
    model.primary("file")
    file = SentFile(title=_("attachment_file", default="File"), accept=DOCUMENT_TYPES)


@implementer(IEHCAttachment, IOpaquelyNamed)
class EHCAttachment(FileGate, Item):
    """One attached file."""

    id_prefix = "a"
