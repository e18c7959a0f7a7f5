"""Keeping what a family types, and never overwriting what another has kept."""

from __future__ import annotations

from collections.abc import Mapping
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.plaintext import unix_lines
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.asking import asked_by
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.kinds import Typed

import unicodedata


# How many letters are kept.
LONGEST_ANSWER = 100_000
LONGEST_FORM = 300_000

# Before the names of the questions, so that none meets a name that Zope gives meaning.
PREFIX = "answers."


class SavedElsewhere(Exception):
    """The draft was saved on another page or device, and says something else now."""


def sent_in(form, fields: Mapping[str, object]) -> dict[str, Typed]:
    """Return what a page sent for the questions of a form, and nothing else."""
    return {
        question.name: _typed(question, fields.get(f"{PREFIX}{question.name}"))
        for question in asked_by(form)
    }


def version_in(fields: Mapping[str, object]) -> int:
    """Return the version of the draft that a page began from; -1 is older than any."""
    sent = fields.get("version", "")
    return int(sent) if isinstance(sent, str) and sent.isdecimal() else -1


def arrived_whole(fields: Mapping[str, object]) -> bool:
    """Tell whether the last field of the page is there: not if the line broke."""
    return "whole" in fields


def too_long(typed: Mapping[str, Typed]) -> dict[str, str]:
    """Return a sentence for each answer that is too long to be kept.

    One that is about the whole form has no name.
    """
    lengths = {name: sum(map(len, text)) for name, text in typed.items()}
    found = {name: _ANSWER for name, size in lengths.items() if size > LONGEST_ANSWER}
    if sum(lengths.values()) > LONGEST_FORM:
        found[""] = _FORM
    return found


def save(form, typed: Mapping[str, Typed], version: int) -> None:
    """Keep what was typed, if nobody has saved since ``version``.

    Saving the same again changes nothing, so that a request can be sent twice. Raises
    ``SavedElsewhere``.
    """
    if typed == typed_in(form):
        return
    if version != form.draft_version:
        raise SavedElsewhere
    form.typed = dict(typed)
    form.draft_version += 1
    form.saved_at = now()


def _typed(question: Question, sent: object) -> Typed:
    texts = sent if isinstance(sent, list) else [sent]
    texts = [_clean(text) for text in texts if isinstance(text, str)]
    if question.kind.takes_many:
        return list(dict.fromkeys(texts))
    return texts[0] if texts else ""


def _clean(text: str) -> str:
    """Return a text without what nobody can type, such as a zero byte."""
    return "".join(
        c for c in unix_lines(text) if c in "\n\t" or unicodedata.category(c) != "Cc"
    )


_ANSWER = _(
    "answer_too_large",
    default="This is longer than 100,000 letters. Shorten it, or attach it as a file.",
)
_FORM = _(
    "form_too_large",
    default="This form has more than 300,000 letters. Shorten some answers, or attach "
    "them as files.",
)
