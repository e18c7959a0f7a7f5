"""What came with a form, or is to go with it."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.api.files import File
from hcc.ehcportal.api.files import file_of
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.forms.attachments import attachments_of


@dataclass(frozen=True)
class Attachment:
    """A file that a family attached; of a draft, ``DELETE`` at ``@id`` removes it."""

    at_id: str = named("@id")
    title: str
    file: File


def attached_to(form) -> tuple[Attachment, ...]:
    """Return what is attached to a form, in the order in which it came."""
    return tuple(
        Attachment(
            at_id=attachment.absolute_url(),
            title=attachment.title or "",
            file=file_of(attachment),
        )
        for attachment in attachments_of(form)
    )
