"""What an app typed, put together with what stands in a draft."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.api.forms.describing import answer_problems
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.reading import Reader
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.asking import asked_by
from hcc.ehcportal.forms.drafts import PREFIX
from hcc.ehcportal.forms.drafts import sent_in
from hcc.ehcportal.forms.drafts import too_long
from hcc.ehcportal.forms.kinds import Typed
from typing import Any


@dataclass(frozen=True)
class TypedAnew:
    """All answers of a draft as they are to be, and as they were saved before."""

    all: dict[str, Typed]
    saved: dict[str, Typed]

    @property
    def differing(self) -> Iterator[tuple[str, str]]:
        """What stands in the fields that are to be changed, in words."""
        for name, typed in self.all.items():
            saved = self.saved[name]
            if typed != saved:
                words = ", ".join(saved) if isinstance(saved, list) else saved
                yield (
                    name,
                    _(
                        "api_saved_meanwhile",
                        default="What stands there now: “${words}”.",
                        mapping={"words": words},
                    ),
                )


def typed_anew(form, answers: Mapping[str, Any]) -> TypedAnew:
    """Return what a draft says with some answers anew. Raises ``Problem`` (422)."""
    saved = typed_in(form)
    together = {**saved, **_read(form, answers)}
    fields = {f"{PREFIX}{name}": typed for name, typed in together.items()}
    whole = sent_in(form, fields)
    problems = too_long(whole)
    if problems:
        raise Problem(422, errors=answer_problems(problems))
    return TypedAnew(whole, saved)


def _read(form, answers: Mapping[str, Any]) -> dict[str, Typed]:
    """Return texts, and lists of texts for several choices, by the form's questions."""
    takes_many = {each.name: each.kind.takes_many for each in asked_by(form)}
    problems: list[FieldProblem] = []
    reader, typed = Reader(problems), {}
    for name, answer in answers.items():
        where = f"answers.{name}"
        if name not in takes_many:
            problems.append(FieldProblem(where, _NO_QUESTION))
        elif takes_many[name]:
            typed[name] = list(reader.read(tuple[str, ...], answer, where) or ())
        else:
            typed[name] = reader.read(str, answer, where)
    if problems:
        raise Problem(422, errors=problems)
    return typed


_NO_QUESTION = _(
    "api_no_question", default="The form has no such question. Leave it out."
)
