"""The page on which staff write a message."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.adults import lost_names
from hcc.ehcportal.access.adults import receivers_of
from hcc.ehcportal.content.correspondence import messages_in
from hcc.ehcportal.content.correspondence import reply_subject
from hcc.ehcportal.content.drafting import draft_problems_of
from hcc.ehcportal.content.drafting import keep
from hcc.ehcportal.content.drafting import Letter
from hcc.ehcportal.content.drafting import letter_of
from hcc.ehcportal.content.drafting import problems_of
from hcc.ehcportal.content.message import LONGEST_TEXT
from hcc.ehcportal.content.message import thread_id
from hcc.ehcportal.content.plaintext import html_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.written import written_in
from hcc.ehcportal.office.messages.form import WritingPage
from hcc.ehcportal.office.messages.standard import standard_texts
from hcc.ehcportal.office.messages.standard import StandardText
from operator import attrgetter
from plone import api
from zExceptions import NotFound
from zExceptions import Unauthorized


class WriteMessage(WritingPage):
    """A new message about a case, or an answer to one of the family's."""

    buttons = {"use": "use_standard", "save": "save", "check": "check"}
    longest = LONGEST_TEXT

    draft = None
    # What somebody else has made of the draft since this page was opened.
    meanwhile = None

    @cached_property
    def letter(self) -> Letter:
        """What the form shows: what was typed, or what it begins with."""
        return self._typed() if self.request.method == "POST" else self._first()

    @cached_property
    def ticked(self) -> set[str]:
        """The user ids of the adults whose boxes are ticked."""
        if self.request.method == "POST":
            return self._posted() & {adult.id for adult in self.adults}
        return {adult.id for adult in receivers_of(self.letter, self.adults)}

    @cached_property
    def answered(self):
        """The message that is answered, if it is one of this case that one may see."""
        wanted = self.request.form.get("answer")
        if not wanted:
            return None
        for message in messages_in(self.case):
            if message.getId() == wanted and self.may("View", message):
                return message
        raise NotFound

    @property
    def answered_html(self) -> str:
        return html_of(self.answered.text)

    @property
    def standard_texts(self) -> list[StandardText]:
        return standard_texts(self.case)

    @property
    def mark(self) -> str:
        """What tells whether somebody changed the draft meanwhile; none: a new one."""
        return ""

    @property
    def lost(self) -> tuple[str, ...]:
        """Names of those whom the draft was for and who have no access any more."""
        return ()

    def use_standard(self) -> None:
        """Put a standard text into the form, below what was typed."""
        wanted = self.request.form.get("standard")
        chosen = next((t for t in self.standard_texts if t.id == wanted), None)
        if chosen is None:
            self.problems["standard"] = _(
                "error_no_standard", default="Choose a standard text first."
            )
            return
        typed = self.letter
        parts = (typed.text.rstrip(), chosen.words.text)
        self.letter = Letter(
            typed.subject or chosen.words.subject,
            "\n\n".join(part for part in parts if part),
            typed.addressees,
        )

    def save(self) -> str | None:
        """Keep the message as a draft."""
        self.problems.update(draft_problems_of(self.letter))
        draft = self._keep()
        if draft is None:
            return None
        told = _("message_draft_saved", default="The draft was saved.")
        api.portal.show_message(told, self.request)
        return f"{draft.absolute_url()}/{self.__name__}"

    def check(self) -> str | None:
        """Keep the message, and go on to the page that shows all of it."""
        self.problems.update(
            problems_of(self.letter, receivers_of(self.letter, self.adults))
        )
        draft = self._keep()
        return None if draft is None else f"{draft.absolute_url()}/ehc-send-message"

    def _keep(self):
        """Save what was typed, unless something is wrong with it."""
        if self.adults and not self.ticked:
            self.problems["to"] = _(
                "error_nobody_ticked", default="Tick at least one person."
            )
        if self.problems:
            return None
        thread = thread_id(self.answered) if self.answered else None
        return keep(self.letter, self.case, self.draft, thread)

    def _first(self) -> Letter:
        if self.answered is None:
            return Letter("", "")
        to = self.answered.author
        return Letter(reply_subject(self.answered.title), "", (to,) if to else ())

    def _typed(self) -> Letter:
        written = written_in(self.request.form)
        return Letter(written.subject, written.text, self._addressees())

    def _addressees(self) -> tuple[str, ...]:
        """Return whom it is for; an answer is for nobody who comes later."""
        if not self.adults:
            return letter_of(self.draft).addressees if self.draft is not None else ()
        if len(self.ticked) == len(self.adults) and self.answered is None:
            return ()
        return tuple(sorted(self.ticked))

    def _posted(self) -> set[str]:
        posted = self.request.form.get("to")
        ticked = posted if isinstance(posted, list) else [posted]
        return {each for each in ticked if isinstance(each, str)}


class WriteDraft(WriteMessage):
    """A draft that was kept. Whoever saves second is shown both."""

    @property
    def draft(self):
        return self.context

    @property
    def is_sent(self) -> bool:
        return state_of(self.context) == "sent"

    def respond(self) -> str | None:
        # Sent by somebody else meanwhile: what was typed is shown, to be copied.
        return None if self.is_sent else super().respond()

    def __call__(self):
        if self.is_sent and self.request.method != "POST":
            self.request.response.redirect(self.context.absolute_url(), status=303)
            return ""
        if not (self.is_sent or self.may("Modify portal content")):
            raise Unauthorized
        return super().__call__()

    @cached_property
    def answered(self):
        """The newest message of the thread that the draft stands in."""
        if not self.context.thread:
            return None
        thread = [
            message
            for message in messages_in(self.case)
            if thread_id(message) == self.context.thread
        ]
        return max(thread, key=attrgetter("sent_at"), default=None)

    @property
    def mark(self) -> str:
        return letter_of(self.context).mark

    @property
    def lost(self) -> tuple[str, ...]:
        return lost_names(self.context, self.adults)

    def _keep(self):
        kept = letter_of(self.context)
        if self.request.form.get("mark") != kept.mark and self.letter != kept:
            self.meanwhile = kept
            self.problems["text"] = _(
                "error_draft_changed",
                default="Somebody changed this draft while you were writing. Theirs is "
                "shown below. Nothing of yours is lost: put the two together here, and "
                "save it again.",
            )
        return super()._keep()

    @property
    def meanwhile_html(self) -> str:
        return html_of(self.meanwhile.text)

    @property
    def meanwhile_to(self) -> str:
        return ", ".join(
            adult.name for adult in receivers_of(self.meanwhile, self.adults)
        )

    def _first(self) -> Letter:
        return letter_of(self.context)
