"""JSON Schema (2020-12) of the answers that a form takes, as they are typed.

Every answer is a text, as a field of a page sends it, or a list of texts.
"""

from __future__ import annotations

from hcc.ehcportal.forms.asking import asked_by
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.choices import choices_of
from typing import Any


# What JSON Schema can say of a text of each kind.
_TEXTS: dict[str, dict[str, str]] = {
    "email": {"format": "email"},
    "address": {"format": "uri"},
    "whole": {"pattern": r"^\s*[+-]?[0-9]+\s*$"},
    "day": {"format": "date"},
    "moment": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d"},
}

_LENGTHS = (
    ("min_length", "minLength", "minItems"),
    ("max_length", "maxLength", "maxItems"),
)


def schema_of_answers(form, asked: frozenset[str]) -> dict[str, Any]:
    """Return the schema; ``required`` are those that are asked, as the draft stands."""
    questions = asked_by(form)
    return {
        "type": "object",
        "properties": {each.name: _property(each, form) for each in questions},
        "required": [q.name for q in questions if q.required and q.name in asked],
        "additionalProperties": False,
    }


def _property(question: Question, form) -> dict[str, Any]:
    told = {"title": question.title, "description": question.help}
    kind = question.kind
    if kind.takes_many:
        items = {"type": "string", **_choices(question, form)}
        kind_of_value = {"type": "array", "items": items, "uniqueItems": True}
    else:
        texts = _TEXTS.get(kind.name, {})
        kind_of_value = {"type": "string", **texts, **_choices(question, form)}
    return {**told, **kind_of_value, **_lengths(question)}


def _choices(question: Question, form) -> dict[str, Any]:
    found = [
        {"const": token, "title": title}
        for token, title, _value in choices_of(question, form)
    ]
    return {"oneOf": found} if found else {}


def _lengths(question: Question) -> dict[str, int]:
    many = question.kind.takes_many
    found = {
        (items if many else letters): getattr(question.field, name, None)
        for name, letters, items in _LENGTHS
    }
    return {name: limit for name, limit in found.items() if limit}
