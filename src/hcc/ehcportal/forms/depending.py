"""Which questions are asked, by the answers to others.

Editors say it in easyform's *Field depends on*, in the language of Patternslib's
``pat-depends``: "topic=other", "not (age < 16)", "help and topic != none".
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from functools import lru_cache
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldNamesInOrder

import operator
import re


Answers = Mapping[str, object]
Condition = Callable[[Answers], bool]


class NotUnderstood(ValueError):
    """Words that are no condition."""


_TOKEN = re.compile(
    r"""\s*(?: "(?P<double>[^"]*)" | '(?P<single>[^']*)'
    | (?P<sign>[()]|!=|<=|>=|~=|=~|[=<>]) | (?P<word>[^\s()=<>!~"']+) )""",
    re.VERBOSE,
)
_ORDERS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# What a tick box sends where it is ticked, as z3c.form and HTML have it.
_TICKED = frozenset({"selected", "true", "on", "1"})


def asked_names(schema: InterfaceClass, answers: Answers) -> tuple[str, ...]:
    """Return the names of the questions that are asked, in the order of the schema.

    What was answered to a question that is not asked any more counts for nothing.
    """
    conditions = schema.queryTaggedValue("depends_on", {})
    known, asked = dict(answers), []
    for name in getFieldNamesInOrder(schema):
        if name not in conditions or condition_of(conditions[name])(known):
            asked.append(name)
        else:
            known.pop(name, None)
    return tuple(asked)


@lru_cache(maxsize=1024)
def condition_of(words: str) -> Condition:
    """Return what an editor's words ask of the answers.

    Raises ``NotUnderstood`` for words that say nothing of it.
    """
    reader = _Reader(_tokens(_expression_in(words)))
    condition = reader.expression()
    if reader.next is not None:
        raise NotUnderstood("There is more than one condition.")
    return condition


def _expression_in(words: str) -> str:
    """Return the condition among the options of ``pat-depends``."""
    for number, option in enumerate(words.split(";")):
        name, colon, value = option.partition(":")
        if colon and name.strip() == "condition":
            return value
        if number == 0 and not (colon and name.strip() in ("action", "transition")):
            return option
    raise NotUnderstood("There is no condition.")


def _tokens(expression: str) -> list[tuple[str, str]]:
    """Return the kinds and texts of an expression's parts."""
    tokens, end = [], 0
    expression = expression.rstrip()
    while end < len(expression):
        match = _TOKEN.match(expression, end)
        if match is None:
            raise NotUnderstood("There is a sign too many.")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        end = match.end()
    return tokens


class _Reader:
    """Reads an expression from left to right, once."""

    def __init__(self, tokens: list[tuple[str, str]]):
        self._tokens = tokens

    @property
    def next(self) -> str | None:
        return self._tokens[0][1] if self._tokens else None

    def expression(self) -> Condition:
        """Read conditions joined by "and" and "or", which bind alike."""
        left = self._simple()
        word = (self.next or "").lower()
        if word not in ("and", "or"):
            return left
        self._take()
        right = self.expression()
        if word == "and":
            return lambda answers: left(answers) and right(answers)
        return lambda answers: left(answers) or right(answers)

    def _simple(self) -> Condition:
        kind, text = self._take()
        if (kind, text) == ("sign", "("):
            condition = self.expression()
            if self._take() != ("sign", ")"):
                raise NotUnderstood("A bracket is not closed.")
            return condition
        if kind != "word":
            raise NotUnderstood("There is no question.")
        if text.lower() == "not":
            condition = self._simple()
            return lambda answers: not condition(answers)
        return self._comparison(_question_in(text))

    def _comparison(self, name: str) -> Condition:
        if self.next in _ORDERS:
            compare, bound = _ORDERS[self._take()[1]], self._number()
            return lambda answers: _is_ordered(compare, answers.get(name), bound)
        if self.next in ("=", "!="):
            sign, value = self._take()[1], self._take()[1]
            return lambda answers: (
                (value in _texts_of(answers.get(name))) == (sign == "=")
            )
        if self.next in ("~=", "=~"):
            sign, value = self._take()[1], self._take()[1]
            return lambda answers: any(
                value in text if sign == "~=" else text in value
                for text in _texts_of(answers.get(name))
            )
        return lambda answers: bool(answers.get(name))

    def _number(self) -> float:
        kind, text = self._take()
        if kind != "word" or not text.isdecimal():
            raise NotUnderstood("What is compared with is no number.")
        return float(text)

    def _take(self) -> tuple[str, str]:
        if not self._tokens:
            raise NotUnderstood("The condition breaks off.")
        return self._tokens.pop(0)


def _question_in(name: str) -> str:
    """Return the question of an input's name: "form.widgets.topic:list"."""
    return name.rpartition(".")[2].partition(":")[0]


def _texts_of(answer: object) -> frozenset[str]:
    """Return what the inputs of an answer would send."""
    if answer is None:
        return frozenset()
    if isinstance(answer, bool):
        return _TICKED if answer else frozenset({"false"})
    if isinstance(answer, list | tuple | set | frozenset):
        return frozenset(str(part) for part in answer)
    return frozenset({str(answer)})


def _is_ordered(compare: Callable, answer: object, bound: float) -> bool:
    try:
        return compare(float(answer), bound)
    except (TypeError, ValueError):
        return False
