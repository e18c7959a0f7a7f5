"""Services that write in a case: as its family, or for the office."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from hcc.ehcportal import _
from hcc.ehcportal.access.adults import adults_of
from hcc.ehcportal.api.idempotency import KEY
from hcc.ehcportal.api.idempotency import OnceService
from hcc.ehcportal.api.messages.answer import CaseMessage
from hcc.ehcportal.api.messages.answer import DraftChange
from hcc.ehcportal.api.messages.answer import NewDraft
from hcc.ehcportal.api.messages.answer import OfficeDraft
from hcc.ehcportal.api.messages.answer import Reply
from hcc.ehcportal.api.messages.answer import Writing
from hcc.ehcportal.api.messages.reading import draft_told
from hcc.ehcportal.api.messages.reading import message_told
from hcc.ehcportal.api.operations import LOCATION
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import said_in
from hcc.ehcportal.content.correspondence import messages_in
from hcc.ehcportal.content.correspondence import open_for
from hcc.ehcportal.content.correspondence import reply_subject
from hcc.ehcportal.content.correspondence import write_to_office
from hcc.ehcportal.content.drafting import draft_problems_of
from hcc.ehcportal.content.drafting import keep
from hcc.ehcportal.content.drafting import Letter
from hcc.ehcportal.content.drafting import letter_of
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.message import thread_id
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.written import Written
from hcc.ehcportal.content.written import written_in
from plone import api


class WriteToOffice(OnceService):
    """Sends a message from whoever asks, where the portal lets families write."""

    operation = Operation(
        summary="Write to the office",
        takes=Writing,
        gives={201: CaseMessage},
        parameters=(KEY,),
        headers={201: (LOCATION,)},
        problems=(403, 422),
    )

    def reply(self) -> CaseMessage:
        return self.send(written_in(vars(self.body)))

    def send(self, written: Written) -> CaseMessage:
        """Send what was written. Raises ``Problem``."""
        _refuse(written.problems())
        message = write_to_office(self.context, written.subject, written.text)
        self.request.response.setHeader("Location", message.absolute_url())
        return message_told(message, self.person)


class ReplyToOffice(WriteToOffice):
    """Answers a message of the office."""

    operation = Operation(
        summary="Reply to a message",
        takes=Reply,
        gives={201: CaseMessage},
        parameters=(KEY,),
        headers={201: (LOCATION,)},
        problems=(403, 422),
    )

    def reply(self) -> CaseMessage:
        if self.context.from_family:
            raise Problem(404)
        text = written_in(vars(self.body)).text
        return self.send(Written(reply_subject(self.context.title), text))


class OpenMessage(PortalService):
    """Notes that whoever asks has opened a message; once more changes nothing."""

    operation = Operation(summary="Mark a message as read", gives={204: None})

    def reply(self) -> None:
        message_told(self.context, self.person)
        open_for(self.context, self.person)


class WriteDraft(OnceService):
    """Keeps a draft, which ``@workflow/send`` sends."""

    operation = Operation(
        summary="Begin a message to a family",
        takes=NewDraft,
        gives={201: OfficeDraft},
        parameters=(KEY,),
        headers={201: (LOCATION,)},
        problems=(403, 422),
    )

    def reply(self) -> OfficeDraft:
        answered = self._answered()
        thread = None if answered is None else thread_id(answered)
        draft = keep(self._letter(answered), self.context, thread=thread)
        self.request.response.setHeader("Location", draft.absolute_url())
        return draft_told(draft)

    def _letter(self, answered) -> Letter:
        """Return what is to be kept; an answer is for whoever wrote."""
        _check_adults(self.body.to, self.context)
        to = self.body.to
        if to is None and answered is not None and answered.author:
            to = (answered.author,)
        return _letter_of(vars(self.body), to or ())

    def _answered(self):
        wanted = self.body.answers
        for message in messages_in(self.context) if wanted else ():
            if message.absolute_url() == wanted and _may_view(message):
                return message
        if wanted:
            raise Problem(422, errors=[FieldProblem("answers", _NO_MESSAGE)])
        return None


class ChangeDraft(PortalService):
    """Writes a draft anew; send ``If-Match``, so that no colleague's words are lost."""

    operation = Operation(
        summary="Change a draft",
        takes=DraftChange,
        gives={200: OfficeDraft},
        problems=(403, 409, 412, 422),
    )

    def reply(self) -> OfficeDraft:
        edited = edited_now(self.context)
        if edited:
            raise Problem(409, "Locked", edited)
        case = case_of(self.context)
        said = said_in(self.body)
        _check_adults(said.get("to"), case)
        kept = letter_of(self.context)
        typed = {"subject": kept.subject, "text": kept.text, **said}
        letter = _letter_of(typed, said.get("to", kept.addressees))
        keep(letter, case, self.context)
        return draft_told(self.context)


def _letter_of(typed: Mapping[str, object], to: Iterable[str]) -> Letter:
    """Return what was typed, if it can be kept. Raises ``Problem``."""
    written = written_in(typed)
    letter = Letter(written.subject, written.text, tuple(sorted(set(to))))
    _refuse(draft_problems_of(letter))
    return letter


def _check_adults(to: Iterable[str] | None, case) -> None:
    """Raise a ``Problem`` for each id of somebody who has no access today."""
    present = {adult.id for adult in adults_of(case)}
    strangers = [
        FieldProblem(f"to.{place}", _NO_ACCESS)
        for place, each in enumerate(to or ())
        if each not in present
    ]
    if strangers:
        raise Problem(422, errors=strangers)


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise Problem(422, errors=[FieldProblem(*each) for each in problems.items()])


def _may_view(message) -> bool:
    return api.user.has_permission("View", obj=message)


_NO_ACCESS = _(
    "api_no_recipient",
    default="Nobody of this id has access to the case today. @ehc-recipients lists "
    "those who have.",
)
_NO_MESSAGE = _(
    "api_no_answered",
    default="There is no such message in this case. Send the @id of one that "
    "@ehc-messages lists.",
)
