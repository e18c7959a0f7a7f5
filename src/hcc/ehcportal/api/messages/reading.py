"""Services that read what was written in a case."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.access.adults import Adult
from hcc.ehcportal.access.adults import adults_of
from hcc.ehcportal.access.adults import receivers_of
from hcc.ehcportal.api.listing import BATCHING
from hcc.ehcportal.api.listing import Listing
from hcc.ehcportal.api.listing import listing_of
from hcc.ehcportal.api.messages.answer import CaseMessage
from hcc.ehcportal.api.messages.answer import OfficeDraft
from hcc.ehcportal.api.messages.answer import Recipient
from hcc.ehcportal.api.messages.answer import Recipients
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.drafting import letter_of
from hcc.ehcportal.content.drafting import problems_of
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from operator import attrgetter
from typing import Literal


class ListMessages(PortalService):
    """What the office and the family have written to each other, the newest first."""

    operation = Operation(
        summary="List the messages of a case",
        gives={200: Listing[CaseMessage]},
        parameters=(
            *BATCHING,
            Parameter(
                "box",
                "Only what the office wrote (inbox), or what the family wrote (sent)",
                Literal["inbox", "sent"],
            ),
        ),
    )

    def reply(self) -> Listing[CaseMessage]:
        box = self.asked["box"]
        found = [
            message
            for message in messages_for(self.context, self.person)
            if box is None or message.from_family == (box == "sent")
        ]
        return listing_of(self.request, found, lambda message: message)


class ReadMessage(PortalService):
    """One message; reading it here leaves it as new as it was."""

    operation = Operation(summary="Read a message", gives={200: CaseMessage})

    def reply(self) -> CaseMessage:
        return message_told(self.context, self.person)


class ListDrafts(PortalService):
    """What the office is still writing."""

    operation = Operation(
        summary="List the drafts of a case",
        gives={200: Listing[OfficeDraft]},
        parameters=BATCHING,
    )

    def reply(self) -> Listing[OfficeDraft]:
        found = [
            item
            for item in children_of(self.context, "EHCMessage")
            if state_of(item) == "draft"
        ]
        return listing_of(self.request, found, draft_told)


class ReadDraft(PortalService):
    """One draft, with whom it is for and what is missing."""

    operation = Operation(summary="Read a draft", gives={200: OfficeDraft})

    def reply(self) -> OfficeDraft:
        return draft_told(self.context)


class ListRecipients(PortalService):
    """Those who have access to a case today, by name."""

    operation = Operation(
        summary="List whom the office can write to", gives={200: Recipients}
    )

    def reply(self) -> Recipients:
        return Recipients(_recipients(adults_of(self.context)))


def messages_for(case, person: str) -> list[CaseMessage]:
    """Return the messages of a case that a person is shown, the newest first."""
    found = _entries(case, person)
    return sorted(found, key=attrgetter("sent_at"), reverse=True)


def message_told(message, person: str) -> CaseMessage:
    """Return a message as it is told; a draft is none. Raises ``Problem`` (404)."""
    url = message.absolute_url()
    for told in _entries(case_of(message), person):
        if told.at_id == url:
            return told
    raise Problem(404)


def draft_told(draft) -> OfficeDraft:
    """Return a draft as staff are told of it. Raises ``Problem`` (404)."""
    if state_of(draft) != "draft":
        raise Problem(404)
    letter = letter_of(draft)
    receivers = receivers_of(letter, adults_of(case_of(draft)))
    problems = problems_of(letter, receivers).items()
    return OfficeDraft(
        at_id=draft.absolute_url(),
        subject=letter.subject,
        text=letter.text,
        to=letter.addressees,
        receivers=_recipients(receivers),
        problems=tuple(FieldProblem(*problem) for problem in problems),
        thread=draft.thread,
    )


def _entries(case, person: str) -> Iterator[CaseMessage]:
    overview = overview_of(case, person)
    for entry in overview.messages:
        yield shown_as(CaseMessage, entry, at_id=entry.url, from_family=False)
    for entry in overview.sent_items:
        yield shown_as(CaseMessage, entry, at_id=entry.url, from_family=True)


def _recipients(adults: list[Adult]) -> tuple[Recipient, ...]:
    return tuple(shown_as(Recipient, adult) for adult in adults)
