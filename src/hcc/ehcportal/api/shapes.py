"""Answers and bodies are frozen dataclasses: this makes JSON and JSON Schema of them.

One class says what a service gives or takes, so that its answer, the check of its body
and its description cannot drift apart. Fields can be text, numbers, booleans, dates,
moments, enumerations, literals, tuples, mappings, other dataclasses and, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import Field
from dataclasses import field
from dataclasses import fields
from dataclasses import is_dataclass
from dataclasses import MISSING
from datetime import date
from datetime import datetime
from datetime import UTC
from enum import Enum
from functools import cache
from types import NoneType
from types import UnionType
from typing import Annotated
from typing import Any
from typing import get_args
from typing import get_origin
from typing import get_type_hints
from typing import Literal
from typing import TypeVar
from typing import Union
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


_NAME = "hcc.ehcportal.name"

# The default of a field that says something else by null, or nothing where it is left
# out.
LEFT_OUT: Any = ...

Shape = TypeVar("Shape")


@dataclass(frozen=True)
class Bounds:
    """How much of it there may be, as in ``Annotated[str, Bounds(most=200)]``.

    Letters of a text, entries of a tuple, or the number itself.
    """

    least: int | None = None
    most: int | None = None


# What pages take in one field of one line.
Line = Annotated[str, Bounds(1, 200)]


def named(name: str, **more: Any) -> Any:
    """Return a field that JSON knows by another name, as "@id"."""
    return field(metadata={_NAME: name}, **more)


def json_name(each: Field) -> str:
    """Return the name of a dataclass's field in JSON."""
    return each.metadata.get(_NAME, each.name)


def as_json(value: Any) -> Any:
    """Return what ``json.dumps`` takes: days in ISO 8601, moments in UTC with a Z.

    Sentences are translated into the language of the request.
    """
    if isinstance(value, Message):
        return translate(value, context=getRequest())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return (
            f"{value.astimezone(UTC).replace(tzinfo=None).isoformat('T', 'seconds')}Z"
        )
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {
            json_name(each): as_json(getattr(value, each.name))
            for each in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(name): as_json(each) for name, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [as_json(each) for each in value]
    return value


def said_in(body: Any) -> dict[str, Any]:
    """Return what a body says, without the fields that were left out of it."""
    return {name: said for name, said in vars(body).items() if said is not LEFT_OUT}


def shown_as(shape: type[Shape], source: Any, **told: Any) -> Shape:
    """Return a dataclass with what ``source`` has under the names of its fields.

    So nothing is told that no field was made for. ``told`` are fields that the source
    has not got; dataclasses in fields are made of what stands there in the same way.
    """
    return shape(
        **told,
        **{
            each.name: _shown(kind, getattr(source, each.name))
            for each, kind in kinds_of(shape)
            if each.name not in told
        },
    )


def _shown(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if is_shape(kind):
        return shown_as(kind, value)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _shown(args[0], value)
    if origin is tuple and args[-1] is ...:
        return tuple(_shown(args[0], each) for each in value)
    return value


@cache
def kinds_of(shape: Any) -> tuple[tuple[Field, Any], ...]:
    """Return each field of a dataclass with its type; ``Listing[Case]`` has its own."""
    cls = get_origin(shape) or shape
    told = dict(zip(getattr(cls, "__parameters__", ()), get_args(shape), strict=False))
    hints = get_type_hints(cls, include_extras=True)
    return tuple((each, _filled(hints[each.name], told)) for each in fields(cls))


def _filled(kind: Any, told: Mapping) -> Any:
    if kind in told:
        return told[kind]
    parameters = getattr(kind, "__parameters__", ())
    return kind[tuple(told[each] for each in parameters)] if parameters else kind


def is_shape(kind: Any) -> bool:
    """Tell whether a type is a dataclass, or a generic one that was told of what."""
    return is_dataclass(get_origin(kind) or kind)


def is_needed(each: Field) -> bool:
    """Tell whether a body has to have a field: whatever has no default."""
    return each.default is MISSING and each.default_factory is MISSING


def schema_of(shape: Any) -> dict:
    """Return the JSON Schema (2020-12) of a type, with all that it refers to."""
    schemas = Schemas("#/$defs/")
    schema = schemas.of(shape)
    return {**schema, "$defs": schemas.definitions} if schemas.definitions else schema


class Schemas:
    """JSON Schemas that refer to each other; ``where`` is what leads to them."""

    def __init__(self, where: str):
        self.where = where
        self.definitions: dict[str, dict] = {}
        self._defined: dict[str, Any] = {}

    def of(self, kind: Any) -> dict:
        """Return the schema of a type; a dataclass is defined once and referred to."""
        if is_shape(kind):
            return self._reference(kind)
        if kind in _SIMPLE:
            return dict(_SIMPLE[kind])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"type": "string", "enum": [each.value for each in kind]}
        return self._compound(get_origin(kind), get_args(kind))

    def _compound(self, origin: Any, args: tuple) -> dict:
        if origin is Annotated:
            return {**self.of(args[0]), **_bounds(args[0], args[1])}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(each) for each in args]}
        if origin is Literal:
            return {"enum": list(args)}
        if origin is tuple:
            return self._array(args)
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[1])}
        raise TypeError(f"No JSON Schema for {origin}[{args}]")

    def _array(self, args: tuple) -> dict:
        if args[-1] is ...:
            return {"type": "array", "items": self.of(args[0])}
        parts = [self.of(each) for each in args]
        size = len(parts)
        bounds = {"minItems": size, "maxItems": size}
        return {"type": "array", "prefixItems": parts, "items": False, **bounds}

    def _reference(self, shape: Any) -> dict:
        name = _title(shape)
        if self._defined.setdefault(name, shape) != shape:
            raise TypeError(f"{shape} and {self._defined[name]} have one name")
        if name not in self.definitions:
            self.definitions[name] = {}  # It may refer to itself.
            self.definitions[name] = self._object(shape)
        return {"$ref": f"{self.where}{name}"}

    def _object(self, shape: Any) -> dict:
        told = kinds_of(shape)
        return {
            "type": "object",
            "properties": {json_name(each): self.of(kind) for each, kind in told},
            "required": [json_name(each) for each, _ in told if is_needed(each)],
            "additionalProperties": False,
        }


def _title(shape: Any) -> str:
    cls = get_origin(shape) or shape
    return "Of".join([cls.__name__, *(each.__name__ for each in get_args(shape))])


def _bounds(kind: Any, bounds: Bounds) -> dict:
    least, most = _LIMITS[get_origin(kind) or kind]
    told = {least: bounds.least, most: bounds.most}
    return {name: value for name, value in told.items() if value is not None}


_SIMPLE = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
    Any: {},
}

_LIMITS = {
    str: ("minLength", "maxLength"),
    int: ("minimum", "maximum"),
    float: ("minimum", "maximum"),
    tuple: ("minItems", "maxItems"),
}
