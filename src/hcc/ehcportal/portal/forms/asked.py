"""A question as it stands on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.choices import choices_of
from hcc.ehcportal.forms.drafts import PREFIX
from hcc.ehcportal.forms.kinds import is_radio
from hcc.ehcportal.forms.kinds import Typed


# A list that is longer is no help as a row of buttons.
_MOST_BUTTONS = 6

# The type of an input, and the keyboard that a phone shows for it.
_INPUTS = {
    "line": ("text", None),
    "email": ("email", None),
    "address": ("url", None),
    "whole": ("text", "numeric"),
    "number": ("text", "decimal"),
    "day": ("date", None),
    "moment": ("datetime-local", None),
}


@dataclass(frozen=True)
class Choice:
    """One of the answers that can be chosen.

    ``value`` is what conditions of other questions call it, where that differs.
    """

    token: str
    title: str
    is_chosen: bool
    value: str | None = None


@dataclass(frozen=True)
class AskedQuestion:
    """A question with what stands in its field, and what is to be said about that.

    ``elsewhere`` is what was saved on another page or device meanwhile.
    """

    question: Question
    form: object
    typed: Typed
    problem: str | None = None
    elsewhere: Typed | None = None

    @property
    def id(self) -> str:
        return anchor_of(self.question.name)

    @property
    def field_name(self) -> str:
        return f"{PREFIX}{self.question.name}"

    @property
    def macro(self) -> str:
        """The macro that shows it."""
        kind = self.question.kind.name
        if kind == "one":
            return "buttons" if self._shows_all else "select"
        if kind in _INPUTS:
            return "input"
        return "buttons" if kind in ("yesno", "many") else kind

    @property
    def input_type(self) -> str:
        """The type of its input: one that shows what was typed, also if it is wrong."""
        kind = self.question.kind.name
        readable = {"day": date.fromisoformat, "moment": datetime.fromisoformat}
        try:
            readable.get(kind, str)(self.typed or "2024-10-04")
        except ValueError:
            return "text"
        return _INPUTS[kind][0]

    @property
    def keyboard(self) -> str | None:
        return _INPUTS[self.question.kind.name][1]

    def bound(self, name: str) -> str | None:
        """Return the first or the last day that can be chosen, as browsers read it."""
        if self.question.kind.name not in ("day", "moment"):
            return None
        field = self.question.field.bind(self.form)
        bound = getattr(field, name)
        return bound and self.question.kind.write(field, bound)

    @property
    def longest(self) -> int | None:
        return getattr(self.question.field, "max_length", None)

    @property
    def described_by(self) -> str | None:
        parts = {
            "help": self.question.help,
            "elsewhere": self.elsewhere is not None,
            "problem": self.problem,
        }
        ids = (f"{self.id}-{name}" for name, stands in parts.items() if stands)
        return " ".join(ids) or None

    def choices(self) -> Iterator[Choice]:
        for token, title, value in choices_of(self.question, self.form):
            is_chosen = token in _as_list(self.typed)
            yield Choice(token, title, is_chosen, value if value != token else None)

    @property
    def elsewhere_words(self) -> list[str]:
        """What was saved meanwhile, as it reads."""
        titles = {
            token: title
            for token, title, _value in choices_of(self.question, self.form)
        }
        return [titles.get(text, text) for text in _as_list(self.elsewhere)]

    @property
    def _shows_all(self) -> bool:
        """Whether the choices are buttons; those cannot be taken back."""
        few = (
            self.question.required
            and len(list(choices_of(self.question, self.form))) <= _MOST_BUTTONS
        )
        return few or is_radio(self.question.widget)


def anchor_of(name: str) -> str:
    """Return the id of the field of a question on its page."""
    return f"answers-{name}"


def _as_list(typed: Typed | None) -> list[str]:
    return typed if isinstance(typed, list) else [typed or ""]
