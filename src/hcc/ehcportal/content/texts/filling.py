"""Finding a text's words and filling facts into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.defaults import FACTS
from zope.i18n import translate

import re


_FACT = re.compile(r"\$\{([^}]*)\}")


@dataclass(frozen=True)
class Words:
    """A subject and a text, as they were written."""

    subject: str
    text: str

    def filled(self, facts: Mapping[str, str]) -> Words:
        """Return the words with facts in their places; what is not known stays."""
        return Words(_fill(self.subject, facts), _fill(self.text, facts))

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The places that wait for a fact, each once."""
        places = _FACT.finditer(f"{self.subject}\n{self.text}")
        return tuple(dict.fromkeys(match[0] for match in places))

    def paragraphs(self, facts: Mapping[str, str]) -> list[str]:
        """Return the text filled, without the paragraphs that name an empty fact."""
        whole = "\n".join(line.strip() for line in self.text.splitlines())
        return [
            _fill(paragraph, facts)
            for paragraph in re.split(r"\n{2,}", whole.strip())
            if all(facts.get(name, name) for name in _FACT.findall(paragraph))
        ]


def words_of(portal, key: str) -> Words:
    """Return what the editors of a portal say in a text, whoever asks.

    Without the text, which can be deleted, what the portal came with. Raises
    ``KeyError`` for a key that there is not.
    """
    texts = portal.get("texts")
    for text in () if texts is None else texts.objectValues():
        if text.key == key:
            return Words(text.subject or "", text.text or "")
    return default_words(TEXTS[key], portal.REQUEST)


def default_words(defaults, request) -> Words:
    """Return a text as the portal came with it, with its places for facts."""
    return Words(
        *(
            message and translate(message, context=request)
            for message in (defaults.subject, defaults.text)
        )
    )


def unknown_facts(text: str, kind: str) -> list[str]:
    """Return the places for facts that a text of this kind cannot have."""
    return [match[0] for match in _FACT.finditer(text) if match[1] not in FACTS[kind]]


def _fill(text: str, facts: Mapping[str, str]) -> str:
    return _FACT.sub(lambda match: facts.get(match[1], match[0]), text)
