"""A message that staff are writing: what it says, to whom, and keeping it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from hcc.ehcportal import _
from hcc.ehcportal.content.message import LONGEST_SUBJECT
from hcc.ehcportal.content.texts.gaps import gaps_in
from hcc.ehcportal.content.written import Written
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


@dataclass(frozen=True)
class Letter:
    """A subject, a text, and the user ids of whom it is for; nobody named: for all."""

    subject: str
    text: str
    addressees: tuple[str, ...] = ()

    @property
    def written(self) -> Written:
        return Written(self.subject, self.text)

    @property
    def mark(self) -> str:
        """What tells this letter from any other, without saying what is in it."""
        facts = (self.subject, self.text, sorted(self.addressees))
        return sha256(repr(facts).encode()).hexdigest()


def letter_of(message) -> Letter:
    """Return what a message says."""
    return Letter(message.title or "", message.text or "", tuple(message.addressees))


def keep(letter: Letter, case, draft=None, thread: str | None = None):
    """Save a letter as the draft it was, or as a new one in the case."""
    if draft is None:
        draft = createContent("EHCMessage", thread=thread)
        _put(letter, draft)
        return addContentToContainer(case, draft)
    _put(letter, draft)
    notify(ObjectModifiedEvent(draft))
    return draft


def problems_of(letter: Letter, receivers: Collection) -> dict[str, str]:
    """Return why a letter cannot be sent, in sentences by field."""
    found = dict(_receiver_problem(receivers))
    found.update(letter.written.problems())
    for field, text in (("subject", letter.subject), ("text", letter.text)):
        gaps = gaps_in(text)
        if gaps and field not in found:
            found[field] = _(
                "error_gaps",
                default="The case does not say what belongs in place of ${gaps}. Write "
                "it in, or take it out.",
                mapping={"gaps": ", ".join(gaps)},
            )
    return found


def draft_problems_of(letter: Letter) -> dict[str, str]:
    """Return why a letter cannot be kept. It need not be finished."""
    found = letter.written.problems()
    if not letter.text.strip():
        found.pop("text")
    if len(letter.subject) <= LONGEST_SUBJECT and "subject" in found:
        found["subject"] = _(
            "error_draft_subject",
            default="Enter a subject, by which you find the draft again.",
        )
    return found


def _receiver_problem(receivers: Collection) -> Iterator[tuple[str, str]]:
    if not receivers:
        yield (
            "to",
            _(
                "error_no_receiver",
                default="Nobody whom it is for has access to this case today, so it "
                "cannot be sent. It can be kept as a draft.",
            ),
        )


def _put(letter: Letter, draft) -> None:
    draft.title = letter.subject
    draft.text = letter.text
    draft.addressees = letter.addressees
