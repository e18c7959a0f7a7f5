"""The last page before a message goes: what it says, and to whom."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from hcc.ehcportal import _
from hcc.ehcportal.access.adults import Adult
from hcc.ehcportal.access.adults import lost_names
from hcc.ehcportal.access.adults import receivers_of
from hcc.ehcportal.content.drafting import Letter
from hcc.ehcportal.content.drafting import letter_of
from hcc.ehcportal.content.drafting import problems_of
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.plaintext import html_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.messages.form import WritingPage
from plone import api


class SendMessage(WritingPage):
    """Shows a draft as the family will read it, and sends what was shown."""

    buttons = {"send": "send"}

    # Whether something changed between showing and sending.
    has_changed = False

    def __call__(self):
        if state_of(self.context) == "sent":
            told = _("message_sent_already", default="This message was sent already.")
            api.portal.show_message(told, self.request)
            self.request.response.redirect(self.context.absolute_url(), status=303)
            return ""
        self.problems.update(problems_of(self.letter, self.to))
        return super().__call__()

    @cached_property
    def letter(self) -> Letter:
        return letter_of(self.context)

    @cached_property
    def to(self) -> list[Adult]:
        """Those who get it."""
        return receivers_of(self.letter, self.adults)

    @property
    def lost(self) -> tuple[str, ...]:
        """Names of those whom it was for and who have no access any more."""
        return lost_names(self.context, self.adults)

    @property
    def others(self) -> list[Adult]:
        """Those who have access to the case and do not get it."""
        return [adult for adult in self.adults if adult not in self.to]

    @property
    def sender(self) -> str:
        return full_name(self.person)

    @property
    def html(self) -> str:
        return html_of(self.letter.text)

    @property
    def mark(self) -> str:
        """What tells what was shown: the letter, and each who gets it."""
        shown = (self.letter.mark, [adult.id for adult in self.to])
        return sha256(repr(shown).encode()).hexdigest()

    def send(self) -> str | None:
        """Send the message, if it is the one that was shown."""
        edited = edited_now(self.context)
        if edited:
            self.problems["text"] = edited
        if self.problems:
            return None
        if self.request.form.get("mark") != self.mark:
            self.has_changed = True
            return None
        api.content.transition(self.context, "send")
        told = _(
            "message_sent_to",
            default="The message was sent to ${names}.",
            mapping={"names": ", ".join(self.context.recipients)},
        )
        api.portal.show_message(told, self.request)
        return self.context.absolute_url()
