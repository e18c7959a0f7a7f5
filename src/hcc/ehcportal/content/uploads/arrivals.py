"""Files that came by no field and no page: by WebDAV, the drop zone, or a script."""

from __future__ import annotations

from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.marks import is_unchecked
from hcc.ehcportal.content.validation import ValueRefused
from zExceptions import BadRequest
from zope.i18n import translate


def check_arrival(attachment, event) -> None:
    """Check a file of a family that nothing has checked before it was put there."""
    file = attachment.file
    if not is_unchecked(file):
        return
    try:
        field = IEHCAttachment["file"].bind(attachment)
        checked_upload(file, field.limits(), attachment)
    except ValueRefused as refused:
        sentence = translate(refused.doc(), context=attachment.REQUEST)
        raise BadRequest(sentence) from None
