"""The letter "Information Requested", made from what is recorded of a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.access.facts import facts_of
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import AdviceEntry
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.texts.filling import words_of
from hcc.ehcportal.content.texts.letters import INFORMATION_REQUESTED
from hcc.ehcportal.process.advice import same_service

import re


_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Letter:
    """A letter as it goes to a family, before it has a form on paper or screen.

    ``listed`` are the services that the council asks as a rule, ``others`` the rest.
    """

    council: str
    child: str
    reference: str
    day: date
    coordinator: str
    heading: str
    paragraphs: tuple[str, ...]
    listed: tuple[AdviceEntry, ...]
    others: tuple[AdviceEntry, ...]
    unfilled: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the family reads in its list of documents; it names no child."""
        return " - ".join(filter(None, ("EHCP", self.heading, self.reference)))


def information_requested(case) -> Letter:
    """Return the letter as the case and the editors' words are today."""
    facts = {name: fact for name, fact in facts_of(case).items() if fact}
    words = words_of(portal_of(case), INFORMATION_REQUESTED).filled(facts)
    entries = overview_of(case, "").advice
    return Letter(
        council=council_name(),
        child=case.title,
        reference=case.reference or "",
        day=today(),
        coordinator=facts.get("coordinator", ""),
        heading=words.subject,
        paragraphs=tuple(_paragraphs(words.text)),
        listed=tuple(entry for entry in entries if _is_listed(entry)),
        others=tuple(entry for entry in entries if not _is_listed(entry)),
        unfilled=words.unfilled,
    )


def _paragraphs(text: str) -> Iterable[str]:
    text = text.replace("\r\n", "\n")
    return (part.strip() for part in _EMPTY_LINES.split(text) if part.strip())


def _is_listed(entry: AdviceEntry) -> bool:
    return any(same_service(entry.service, name) for name in setting("advice_services"))
