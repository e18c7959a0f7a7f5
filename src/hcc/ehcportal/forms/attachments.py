"""What a family attaches to a form, within what the form takes.

A file is kept as it arrives, so that a broken connection costs at most the one under
way; the page that shows them removes them again.
"""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterable
from hcc.ehcportal import _
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.supportingform import IEHCSupportingForm
from hcc.ehcportal.content.uploads.fields import SentFile
from hcc.ehcportal.content.uploads.limits import check_room
from hcc.ehcportal.content.uploads.limits import IUploadLimits
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.uploads.sending import Refusal
from hcc.ehcportal.content.uploads.sending import Taker
from hcc.ehcportal.content.validation import ValueRefused
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import IPluggableFileFieldValidation
from typing import BinaryIO
from zope.component import adapter
from zope.component import queryAdapter
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.HTTPRequest import FileUpload


def limits_of(form) -> Limits | None:
    """Return what a form takes, or None where it takes no files."""
    if not form.upload_limits:
        return None
    amounts = dict(form.upload_limits)
    return upload_limits(amounts.pop("kinds", None)).narrowed(**amounts)


def attachments_of(form) -> list:
    """Return what is attached to a form, in the order in which it came."""
    return list(form.objectValues())


def attach(form, uploads: Iterable[FileUpload]) -> list[Refusal]:
    """Attach files to a form, and return those that it does not take."""
    try:
        return _taker(form).take(uploads)
    except ValueRefused as refused:
        return [Refusal("", refused.doc())]


def attach_one(form, source: BinaryIO, filename: str, **facts):
    """Attach one file to a form, and return the attachment; or raise ``ValueRefused``.

    ``facts`` are more of the attachment, such as its id.
    """
    return _taker(form, **facts).take_one(source, filename)


def check_coming(context, size: int, filename: str) -> None:
    """Raise ``ValueRefused`` for a file that needs no look into it to be refused.

    It comes into ``context``, a form, or in the place of what is attached so. Nothing
    is said of content that belongs to no form.
    """
    form, in_place_of = _place(context)
    if form is not None:
        _taker(form, in_place_of).check_coming(size, filename)


def _place(context) -> tuple[object, str]:
    """Return a form, and the id of the attachment that is to have a file."""
    if IEHCSupportingForm.providedBy(context):
        return context, ""
    parent = aq_parent(aq_inner(context))
    if IEHCSupportingForm.providedBy(parent):
        return parent, context.getId()
    return None, ""


def _taker(form, in_place_of: str = "", **facts) -> Taker:
    limits = limits_of(form)
    if limits is None:
        raise ValueRefused(_NO_FILES)

    def check(size: int) -> None:
        if state_of(form) != "draft":
            raise ValueRefused(_SUBMITTED)
        check_room(_sizes(form, in_place_of), size, limits)

    def keep(file: NamedBlobFile):
        kept = form.get(facts.get("id", ""))
        if kept is not None:  # The same file, sent twice: the other was quicker.
            return kept
        told = {"title": file.filename, "file": file, **facts}
        return createContentInContainer(form, "EHCAttachment", **told)

    return Taker(
        limits=limits,
        context=form,
        check_room=check,
        keep=keep,
    )


def _sizes(form, besides: str = "") -> list[int]:
    """Return how many bytes each attachment has, leaving out the one with an id."""
    return [
        attachment.file.getSize()
        for attachment in attachments_of(form)
        if attachment.getId() != besides
    ]


@implementer(IUploadLimits)
@adapter(IEHCSupportingForm)
def limits_of_form(form) -> Limits | None:
    """Tell the field for files what a form takes."""
    return limits_of(form)


@implementer(IUploadLimits)
@adapter(IEHCAttachment)
def limits_of_attachment(attachment) -> Limits | None:
    """Tell it for a file that takes the place of another."""
    return queryAdapter(aq_parent(aq_inner(attachment)), IUploadLimits)


@implementer(IPluggableFileFieldValidation)
@adapter(SentFile, Interface)
class RoomInForm:
    """Holds what a form takes also where a file comes by REST, TUS or Plone's forms."""

    def __init__(self, field, value):
        self.context = field.context
        self.value = value

    def __call__(self) -> None:
        if self.value is not None:
            name = self.value.filename
            check_coming(self.context, self.value.getSize(), name)


_NO_FILES = _("error_form_no_files", default="This form takes no files.")
_SUBMITTED = _(
    "error_form_submitted",
    default="This form was submitted meanwhile, and takes no more files.",
)
