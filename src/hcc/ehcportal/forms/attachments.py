"""What a family attaches to a form, within what the form takes.

A file is kept as it arrives, so that a broken connection costs at most the one under
way; the page that shows them removes them again.
"""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterable
from hcc.ehcportal import _
from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.supportingform import IEHCSupportingForm
from hcc.ehcportal.content.uploads.checking import check_size
from hcc.ehcportal.content.uploads.checking import checked_upload
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
from plone.namedfile.interfaces import INamed
from plone.namedfile.interfaces import IPluggableFileFieldValidation
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
    limits = limits_of(form)
    if limits is None:
        return [Refusal("", _NO_FILES)]
    taker = Taker(
        limits=limits,
        context=form,
        check_room=lambda size: check_room(_sizes(form), size, limits),
        keep=lambda file: _keep(form, file, file.filename),
    )
    return taker.take(uploads)


def attach_file(form, value: INamed, title: str) -> None:
    """Attach the value of a field for files. Raises ``ValueRefused``."""
    limits = limits_of(form)
    check_size(value.getSize(), limits)
    check_room(_sizes(form), value.getSize(), limits)
    copy = NamedBlobFile(value.data, filename=value.filename)
    _keep(form, checked_upload(copy, limits, form), title)


def _keep(form, file: NamedBlobFile, title: str) -> None:
    createContentInContainer(form, "EHCAttachment", title=title, file=file)


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
        self.context = aq_inner(field.context)
        self.value = value

    def __call__(self) -> None:
        form, in_place_of = self._place()
        if form is None or self.value is None:
            return
        limits = limits_of(form)
        if limits is None:
            raise ValueRefused(_NO_FILES)
        check_size(self.value.getSize(), limits)
        check_room(_sizes(form, in_place_of), self.value.getSize(), limits)

    def _place(self) -> tuple[object, str]:
        """Return the form, and the id of the attachment that is to have the file."""
        if IEHCSupportingForm.providedBy(self.context):
            return self.context, ""
        parent = aq_parent(self.context)
        if IEHCSupportingForm.providedBy(parent):
            return parent, self.context.getId()
        return None, ""


_NO_FILES = _("error_form_no_files", default="This form takes no files.")
