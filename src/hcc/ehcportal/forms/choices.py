"""What can be chosen as an answer."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.kinds import TICKED
from hcc.ehcportal.forms.reading import NO
from hcc.ehcportal.forms.reading import YES


def choices_of(question: Question, form) -> Iterator[tuple[str, str, str]]:
    """Yield for each choice its token, its title and what conditions call it."""
    kind, field = question.kind.name, question.field
    if kind == "yesno":
        yield from _YES_NO
    elif kind == "tick":
        yield from _TICKED
    elif kind in ("one", "many"):
        choice = field.value_type if kind == "many" else field
        for term in choice.bind(form).vocabulary:
            yield term.token, term.title or term.token, str(term.value)


_YES_NO = (("true", YES, "true"), ("false", NO, "false"))
_TICKED = ((TICKED, YES, TICKED), ("", NO, ""))
