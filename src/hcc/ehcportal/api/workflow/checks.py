"""What is wrong with a transition before it is tried, said beside the field."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal import _
from hcc.ehcportal.access.adults import adults_of
from hcc.ehcportal.access.adults import receivers_of
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.workflow.answer import Move
from hcc.ehcportal.content.drafting import letter_of
from hcc.ehcportal.content.drafting import problems_of
from hcc.ehcportal.content.handlers import NEEDS
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.validation import why_past


# The transitions that fields of a body are for; a comment can be made with each.
FIELDS = {
    "ending": "close",
    "withdrawal_reason": "withdraw",
    "return_reason": "return",
    "last_day": "return",
}


def problems_with(transition: str, content, move: Move) -> Iterator[FieldProblem]:
    """Yield all that keeps a transition from being done with what was sent."""
    for name, only in FIELDS.items():
        if only != transition and getattr(move, name) is not None:
            yield FieldProblem(name, _MISPLACED)
    yield from _missing(transition, content, move)
    past = why_past(move.last_day)
    if past:
        yield FieldProblem("last_day", past)
    if transition == "send":
        receivers = receivers_of(letter_of(content), adults_of(case_of(content)))
        for problem in problems_of(letter_of(content), receivers).items():
            yield FieldProblem(*problem)


def _missing(transition: str, content, move: Move) -> Iterator[FieldProblem]:
    field, sentence = NEEDS.get(transition, ("", ""))
    sent = field and (getattr(move, field) or "").strip()
    if field and not sent and not getattr(content, field):
        yield FieldProblem(field, sentence)


_MISPLACED = _(
    "api_other_transition", default="This transition takes no such field. Leave it out."
)
