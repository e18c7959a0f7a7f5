"""The pages of messages: reading them, and where it is switched on, writing."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.correspondence import may_write
from hcc.ehcportal.content.correspondence import messages_in
from hcc.ehcportal.content.correspondence import open_for
from hcc.ehcportal.content.correspondence import takes_replies
from hcc.ehcportal.content.message import thread_id
from hcc.ehcportal.content.overview import MessageEntry
from hcc.ehcportal.content.plaintext import html_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.portal.content import ContentPage
from hcc.ehcportal.portal.page import CasePage
from operator import attrgetter
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView


class Messages(CasePage):
    """The family's inbox, and what they sent where they can."""

    entry = "messages"
    title = _("title_messages", default="Messages")

    @property
    def shows_sent_items(self) -> bool:
        return takes_replies(self.case)

    @property
    def may_write(self) -> bool:
        return may_write(self.case)

    @property
    def says_both_write(self) -> bool:
        """Tell whether the family can write; staff are told where the switch is on."""
        return self.may_write or (self.shows_sent_items and bool(self.write_url))

    @property
    def write_url(self) -> str | None:
        """For staff, where they write a message."""
        if not api.user.has_permission("hcc.ehcportal: Add message", obj=self.case):
            return None
        return f"{self.overview.url}/ehc-write-message"


class MessagePage(ContentPage):
    """One message, among those that it answers and that answer it."""

    entry = "messages"

    @property
    def is_draft(self) -> bool:
        return state_of(self.context) == "draft"

    @property
    def messages(self) -> list[MessageEntry]:
        """The messages of the thread that this person may see, the oldest first."""
        thread = thread_id(self.context)
        everything = (*self.overview.messages, *self.overview.sent_items)
        entries = {entry.url: entry for entry in everything}
        # In the order of the case, where two were sent at the same moment.
        found = (
            entries.get(message.absolute_url())
            for message in messages_in(self.case)
            if thread_id(message) == thread
        )
        return sorted(filter(None, found), key=attrgetter("sent_at"))

    def can_open(self, message: MessageEntry) -> bool:
        """Tell whether a message waits for this person; staff wait for the family's."""
        theirs = not self.shows_toolbar or message in self.overview.sent_items
        return theirs and not message.is_read

    @property
    def text(self) -> str:
        """The text of a draft, as HTML."""
        return html_of(self.context.text or "")

    def html(self, message: MessageEntry) -> str:
        return html_of(message.text)

    @property
    def takes_replies(self) -> bool:
        """Whether the family can write at all; staff read what the family reads."""
        return takes_replies(self.case) and self.overview.state == "open"

    @property
    def may_reply(self) -> bool:
        return not self.context.from_family and may_write(self.context)

    @property
    def answer_url(self) -> str | None:
        """For staff, where they answer what the family wrote."""
        if not self.context.from_family or not api.user.has_permission(
            "hcc.ehcportal: Add message", obj=self.case
        ):
            return None
        message = self.context.getId()
        return f"{self.overview.url}/ehc-write-message?answer={message}"


class OpenMessage(BrowserView):
    """Marks a message as read, then shows it.

    Lists lead here with a POST, so that the page of the message itself can be fetched,
    bookmarked or loaded ahead without a trace.
    """

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            open_for(self.context, api.user.get_current().getId())
        self.request.response.redirect(self.context.absolute_url(), status=303)
        return ""
