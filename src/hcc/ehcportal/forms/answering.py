"""What was typed into a form: which of it are answers, and what is wrong with the rest.

A draft keeps what was typed, right or wrong. It is judged before it is submitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from collective.easyform.interfaces import IFieldValidator
from dataclasses import dataclass
from hcc.ehcportal.forms.asking import asked_by
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.depending import asked_names
from hcc.ehcportal.forms.kinds import Typed
from hcc.ehcportal.forms.problems import problem_of
from hcc.ehcportal.forms.questions import questions_of
from zope.component import queryUtility
from zope.interface import Invalid
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import ValidationError


@dataclass(frozen=True)
class Judged:
    """A form as it was typed.

    ``answers`` can be kept as JSON, ``problems`` are sentences; both by the names of
    the questions and in their order, and of those only that are asked.
    """

    asked: frozenset[str]
    answers: Mapping[str, object]
    problems: Mapping[str, str]


def judge(form, typed: Mapping[str, Typed] | None = None) -> Judged:
    """Read what was typed into a form, or ``typed`` in its place."""
    typed = typed_in(form) if typed is None else typed
    answers, problems = {}, {}
    for question in asked_by(form):
        try:
            answer = _answer(form, question, typed[question.name])
        except (ValueError, Invalid, ValidationError) as error:
            problems[question.name] = problem_of(question, form, error)
            answers[question.name] = typed[question.name]
        else:
            if answer is not None:
                answers[question.name] = answer
    return _of_those_asked(form, answers, problems)


def typed_in(form) -> dict[str, Typed]:
    """Return what stands in the fields of a draft, by the names of the questions.

    What nobody has saved yet stands as the editors' form has it.
    """
    return {
        question.name: form.typed.get(question.name, _at_first(form, question))
        for question in asked_by(form)
    }


def _of_those_asked(form, answers: Mapping, problems: Mapping) -> Judged:
    asked = frozenset(asked_names(questions_of(form), answers))
    return Judged(
        asked,
        {n: a for n, a in answers.items() if n in asked and n not in problems},
        {name: problem for name, problem in problems.items() if name in asked},
    )


def _answer(form, question: Question, typed: Typed) -> object:
    """Return the answer as it is kept; None where there is none."""
    field = question.field.bind(form)
    if not _is_typed(typed) and not question.kind.says_no:
        if field.required:
            raise RequiredMissing(question.name)
        return None
    value = question.kind.read(field, typed)
    _check_by_name(question, value)
    return question.kind.keep(field, value)


def _is_typed(typed: Typed) -> bool:
    return bool(typed if isinstance(typed, list) else typed.strip())


def _check_by_name(question: Question, value: object) -> None:
    """Ask the validators that editors can choose by name in easyform."""
    chosen = question.field.interface.queryTaggedValue("validators", {})
    for name in chosen.get(question.name) or ():
        validator = queryUtility(IFieldValidator, name=name)
        problem = validator and validator(value)
        if problem:
            raise Invalid(problem)


def _at_first(form, question: Question) -> Typed:
    field = question.field.bind(form)
    if field.default is None:
        return [] if question.kind.takes_many else ""
    return question.kind.write(field, field.default)
