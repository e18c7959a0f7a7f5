"""Standard texts: what editors have written for staff to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.access.facts import facts_of
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.texts.defaults import MESSAGE
from hcc.ehcportal.content.texts.filling import Words


@dataclass(frozen=True)
class StandardText:
    """One text to choose, filled with what is known of a case."""

    id: str
    title: str
    words: Words


def standard_texts(case) -> list[StandardText]:
    """Return the standard messages of the portal, by title, whoever asks.

    A fact that the case has not got stays a gap, so that nobody sends half a sentence.
    """
    known = {name: fact for name, fact in facts_of(case).items() if fact}
    texts = portal_of(case).get("texts")
    found = [
        StandardText(
            text.getId(),
            text.title,
            Words(text.subject or "", text.text or "").filled(known),
        )
        for text in (() if texts is None else texts.objectValues())
        if text.kind == MESSAGE
    ]
    return sorted(found, key=lambda text: text.title)
