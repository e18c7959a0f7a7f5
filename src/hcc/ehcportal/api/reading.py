"""From JSON that somebody sent to a value of the type that a service takes.

Each thing that does not fit is told by a sentence beside the field, all at once.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import UTC
from enum import Enum
from hcc.ehcportal import _
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import is_needed
from hcc.ehcportal.api.shapes import is_shape
from hcc.ehcportal.api.shapes import json_name
from hcc.ehcportal.api.shapes import kinds_of
from types import NoneType
from types import UnionType
from typing import Annotated
from typing import Any
from typing import get_args
from typing import get_origin
from typing import Literal
from typing import TypeVar
from typing import Union
from zope.i18nmessageid import Message


Shape = TypeVar("Shape")


def read_as(shape: type[Shape], data: Any) -> Shape:
    """Return a value of a dataclass (or of another type) made of parsed JSON.

    Raises a ``Problem`` (422) that names every field that is missing, unknown or wrong.
    """
    problems: list[FieldProblem] = []
    value = Reader(problems).read(shape, data, "")
    if problems:
        raise Problem(422, errors=problems)
    return value


def read_query(parameters: Iterable[Parameter], form: Mapping) -> dict[str, Any]:
    """Return what a query says, by the names of its parameters; None for nothing.

    Raises a ``Problem`` (400) that names every parameter that is missing or wrong. What
    no parameter is called is left alone.
    """
    problems: list[FieldProblem] = []
    reader = Reader(problems)
    told = {
        each.name: reader.read_parameter(each, form.get(each.name))
        for each in parameters
        if each.where == "query"
    }
    if problems:
        raise Problem(400, "BadQuery", errors=problems)
    return told


class Reader:
    """Reads a value, and collects what is wrong with it."""

    def __init__(self, problems: list[FieldProblem]):
        self.problems = problems

    def read(self, kind: Any, data: Any, where: str) -> Any:
        """Return the value at ``where`` as ``kind``; None where it does not fit."""
        if is_shape(kind):
            return self._object(kind, data, where)
        if kind is Any:
            return data
        if kind in _READERS:
            return self._simple(kind, data, where)
        if isinstance(kind, type) and issubclass(kind, Enum):
            known = {each.value: each for each in kind}
            return self._one_of(known, data, where)
        return self._compound(kind, data, where)

    def read_parameter(self, parameter: Parameter, said: Any) -> Any:
        """Return what stands in an address, where everything is text."""
        if said is not None:
            return self.read(
                parameter.kind, _typed(parameter.kind, said), parameter.name
            )
        return self._tell(parameter.name, _NEEDED) if parameter.required else None

    def _compound(self, kind: Any, data: Any, where: str) -> Any:
        origin, args = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._bounded(args[0], args[1], data, where)
        if origin in (Union, UnionType):
            return self._optional(args, data, where)
        if origin is Literal:
            return self._one_of({each: each for each in args}, data, where)
        if origin is tuple:
            return self._list(args[0], data, where)
        return self._mapping(args[1], data, where)

    def _simple(self, kind: Any, data: Any, where: str) -> Any:
        read, sentence = _READERS[kind]
        try:
            return read(data)
        except (TypeError, ValueError, OverflowError):
            return self._tell(where, sentence)

    def _one_of(self, known: Mapping, data: Any, where: str) -> Any:
        if isinstance(data, str | int) and data in known:
            return known[data]
        return self._tell(where, _ONE_OF, known=", ".join(map(str, known)))

    def _optional(self, kinds: tuple, data: Any, where: str) -> Any:
        if data is None and NoneType in kinds:
            return None
        (kind,) = (each for each in kinds if each is not NoneType)
        return self.read(kind, data, where)

    def _bounded(self, kind: Any, bounds: Bounds, data: Any, where: str) -> Any:
        value = self.read(kind, data, where)
        if value is None:
            return None
        if isinstance(value, str) and bounds.least:
            value = value.strip()  # As forms do: blanks say nothing.
        size = value if isinstance(value, int | float) else len(value)
        too_little, too_much = _BEYOND[get_origin(kind) or kind]
        if bounds.least is not None and size < bounds.least:
            return self._tell(where, too_little, limit=bounds.least)
        if bounds.most is not None and size > bounds.most:
            return self._tell(where, too_much, limit=bounds.most)
        return value

    def _list(self, kind: Any, data: Any, where: str) -> tuple | None:
        if not isinstance(data, list):
            return self._tell(where, _A_LIST)
        return tuple(
            self.read(kind, each, _below(where, str(index)))
            for index, each in enumerate(data)
        )

    def _mapping(self, kind: Any, data: Any, where: str) -> dict | None:
        if not isinstance(data, dict):
            return self._tell(where, _AN_OBJECT)
        return {
            name: self.read(kind, each, _below(where, name))
            for name, each in data.items()
        }

    def _object(self, shape: Any, data: Any, where: str) -> Any:
        if not isinstance(data, dict):
            return self._tell(where, _AN_OBJECT)
        told = len(self.problems)
        kinds = {json_name(each): (each, kind) for each, kind in kinds_of(shape)}
        for name in data.keys() - kinds.keys():
            self._tell(_below(where, name), _UNKNOWN)
        values = {}
        for name, (each, kind) in kinds.items():
            if name in data:
                values[each.name] = self.read(kind, data[name], _below(where, name))
            elif is_needed(each):
                self._tell(_below(where, name), _NEEDED)
        return None if len(self.problems) > told else shape(**values)

    def _tell(self, where: str, sentence: str, **facts: object) -> None:
        mapping = {name: str(fact) for name, fact in facts.items()}
        self.problems.append(FieldProblem(where, Message(sentence, mapping=mapping)))


def _typed(kind: Any, said: Any) -> Any:
    """Return what JSON would have in the place of a text of this kind, if it can."""
    if get_origin(kind) is Annotated:
        return _typed(get_args(kind)[0], said)
    if get_origin(kind) is tuple:
        return said if isinstance(said, list) else [said]
    if kind is bool:
        return {"true": True, "false": False}.get(said, said)
    if kind is int and isinstance(said, str) and said.isdecimal():
        return int(said)
    return said


def _below(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _text(data: Any) -> str:
    if not isinstance(data, str) or "\0" in data:
        raise ValueError
    data.encode()  # Halves of characters are none.
    return data


def _of(kind: type) -> Callable[[Any], Any]:
    def read(data: Any) -> Any:
        # In Python, but not in JSON, true is a number.
        if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
            raise TypeError
        return data

    return read


def _number(data: Any) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise TypeError
    return float(data)


def _day(data: Any) -> date:
    if len(_text(data)) != len("2024-10-04"):
        raise ValueError
    return date.fromisoformat(data)


def _moment(data: Any) -> datetime:
    moment = datetime.fromisoformat(_text(data))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


_READERS = {
    str: (_text, _("api_a_text", default="Send this as text.")),
    bool: (_of(bool), _("api_a_boolean", default="Send true or false.")),
    int: (_of(int), _("api_a_whole_number", default="Send a whole number.")),
    float: (_number, _("api_a_number", default="Send a number.")),
    date: (_day, _("api_a_day", default="Send a day, such as 2024-10-04.")),
    datetime: (
        _moment,
        _("api_a_moment", default="Send a moment, such as 2024-10-04T11:00:00Z."),
    ),
}

_A_LIST = _("api_a_list", default="Send a list.")
_AN_OBJECT = _("api_an_object", default="Send an object.")
_UNKNOWN = _("api_unknown_field", default="There is no such field. Leave it out.")
_NEEDED = _("api_needed_field", default="This is missing. Send it, too.")
_ONE_OF = _("api_one_of", default="Send one of: ${known}.")

# Too little and too much of it.
_BEYOND = {
    str: (
        _("api_longer", default="Write ${limit} letters at least."),
        _("api_shorter", default="Shorten this to ${limit} letters at most."),
    ),
    tuple: (
        _("api_more", default="Send ${limit} at least."),
        _("api_fewer", default="Send ${limit} at most."),
    ),
    int: (
        _("api_greater", default="Send ${limit} or more."),
        _("api_less", default="Send ${limit} or less."),
    ),
}
