"""A message that staff are writing: what it says, to whom, and keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
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


def _put(letter: Letter, draft) -> None:
    draft.title = letter.subject
    draft.text = letter.text
    draft.addressees = letter.addressees
