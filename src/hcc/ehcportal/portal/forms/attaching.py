"""Taking the files that a family attaches to a draft, and removing them again."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.content.uploads.limits import accept_attribute
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import limits_sentence
from hcc.ehcportal.content.uploads.sending import Refusal
from hcc.ehcportal.content.uploads.sending import sent_files
from hcc.ehcportal.content.uploads.sentences import NOTHING_CHOSEN
from hcc.ehcportal.forms.attachments import attach
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.forms.attachments import limits_of
from hcc.ehcportal.portal.forms.draft import DraftPage
from plone import api


class TakesFiles(DraftPage):
    """A page of a draft that takes files: what is refused, is said of each."""

    refusals: tuple[Refusal, ...] = ()

    @cached_property
    def limits(self) -> Limits | None:
        return limits_of(self.context)

    @property
    def limits_sentence(self) -> str:
        return limits_sentence(self.limits)

    @property
    def accept(self) -> str:
        """What the browser offers to choose; what comes is judged anyway."""
        return accept_attribute(self.limits)

    @property
    def attachments(self) -> list:
        return attachments_of(self.context)

    def take_files(self) -> bool:
        """Attach what was chosen, and tell whether all of it is."""
        uploads = list(sent_files(self.request.form))
        if uploads:
            self.refusals = tuple(attach(self.context, uploads))
        elif "upload" in self.request.form:
            self.refusals = (Refusal("", NOTHING_CHOSEN),)
        return not self.refusals

    def remove_file(self) -> None:
        """Remove the attachment whose button was pressed, if it is still there."""
        wanted = self.request.form.get("remove")
        for attachment in self.attachments:
            if attachment.getId() == wanted:
                api.content.delete(attachment, check_linkintegrity=False)
