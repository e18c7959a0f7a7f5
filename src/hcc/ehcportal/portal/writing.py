"""The pages on which a family writes to the office."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.correspondence import may_write
from hcc.ehcportal.content.correspondence import office_name
from hcc.ehcportal.content.correspondence import reply_subject
from hcc.ehcportal.content.correspondence import write_to_office
from hcc.ehcportal.content.message import LONGEST_TEXT
from hcc.ehcportal.content.plaintext import html_of
from hcc.ehcportal.content.written import Written
from hcc.ehcportal.content.written import written_in
from hcc.ehcportal.portal.page import CasePage
from plone import api
from plone.protect import CheckAuthenticator
from zExceptions import NotFound


class NewMessage(CasePage):
    """A message about the case. It is missing where families cannot write."""

    entry = "messages"
    title = _("title_new_message", default="New Message")
    longest = LONGEST_TEXT

    def __call__(self):
        if not may_write(self.context):
            raise NotFound
        if self.is_sent:
            CheckAuthenticator(self.request)
            if not self.problems:
                return self._send()
        return super().__call__()

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    @cached_property
    def written(self) -> Written:
        """What was typed; an address cannot fill the form in."""
        return written_in(self.request.form if self.is_sent else {})

    @cached_property
    def problems(self) -> dict[str, str]:
        """What is wrong with what was sent, by field."""
        return self.written.problems() if self.is_sent else {}

    @property
    def recipient(self) -> str:
        return office_name(self.case)

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/{self.__name__}"

    @property
    def back_url(self) -> str:
        return f"{self.overview.url}/ehc-messages"

    def _send(self) -> str:
        write_to_office(self.context, self.written.subject, self.written.text)
        told = _("message_was_sent", default="Your message was sent.")
        api.portal.show_message(told, self.request)
        self.request.response.redirect(self.back_url, status=303)
        return ""


class Reply(NewMessage):
    """An answer to a message. Its subject follows from that one's."""

    title = _("title_reply", default="Reply")

    def __call__(self):
        if self.context.from_family:
            raise NotFound
        return super().__call__()

    @cached_property
    def written(self) -> Written:
        subject = reply_subject(self.context.title)
        return Written(subject, super().written.text)

    @property
    def answered(self) -> str:
        """The message that is answered, as HTML."""
        return html_of(self.context.text)
