"""From the values of a line to the fields of content, by the rules of their schema."""

from __future__ import annotations

from Acquisition import aq_base
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.locks import edited_by
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.feed.imports.lines import LineRefused
from plone import api
from types import SimpleNamespace
from typing import Any
from zope.event import notify
from zope.interface import Invalid
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ITuple
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import ValidationError


@dataclass(frozen=True)
class Change:
    """A field with what stood in it and what stands in it now, as JSON has values."""

    field: str
    before: Any
    after: Any


def change(field: str, before: object, after: object) -> Change:
    """Return a change of a field, its values as JSON has them."""
    return Change(field, _plain(before), _plain(after))


def values_in(schema, said: Mapping[str, object]) -> dict[str, object]:
    """Return what fields keep of what a line says. Raises ``LineRefused``."""
    return {name: _value(schema[name], value) for name, value in said.items()}


def date_in(name: str, said: object) -> date | None:
    """Return the day that a value of a line is. Raises ``LineRefused``."""
    if said is None:
        return None
    try:
        return date.fromisoformat(said) if len(said) == len("2024-09-01") else _no()
    except (TypeError, ValueError):
        raise LineRefused(
            _(
                "import_no_date",
                default="“${field}” has to be a day written as 2024-09-01.",
                mapping={"field": name},
            ),
            name,
        ) from None


def check_new(schema, values: Mapping[str, object], container) -> None:
    """Raise ``LineRefused`` for content that cannot be made with these values."""
    facts = {
        name: values.get(name, field.default)
        for name, field in getFieldsInOrder(schema)
    }
    for name, field in getFieldsInOrder(schema):
        if name in values or field.required:
            _check(field, facts[name], container)
    _check_together(schema, facts, container)


def change_fields(content, schema, values: Mapping[str, object]) -> tuple[Change, ...]:
    """Give content those values that it has not got, and return what was changed.

    Raises ``LineRefused`` where a rule of the schema is broken, or the content cannot
    be changed now.
    """
    present = {
        name: getattr(aq_base(content), name, field.default)
        for name, field in getFieldsInOrder(schema)
    }
    changed = {name: new for name, new in values.items() if new != present[name]}
    if not changed:
        return ()
    for name, value in changed.items():
        _check(schema[name], value, content)
    _check_together(schema, {**present, **changed}, content)
    require_change(content)
    for name, value in changed.items():
        setattr(content, name, value)
    notify(ObjectModifiedEvent(content, Attributes(schema, *changed)))
    return tuple(change(name, present[name], new) for name, new in changed.items())


def require_change(content) -> None:
    """Raise ``LineRefused`` where content cannot be changed as it stands now."""
    if not api.user.has_permission("Modify portal content", obj=content):
        raise LineRefused(
            _(
                "import_not_changeable",
                default="This cannot be changed in the state that it is in.",
            )
        )
    require_unedited(content)


def require_unedited(content) -> None:
    """Raise ``LineRefused`` while somebody has content open in an edit form."""
    if edited_by(content):
        raise LineRefused(
            _(
                "import_edited_now",
                default="Somebody is editing this now. Send the line again later.",
            )
        )


def _no() -> date:
    raise ValueError


def _value(field, said: object) -> object:
    if said is None:
        return field.missing_value
    name = field.__name__
    if IDate.providedBy(field):
        return date_in(name, said)
    if ITuple.providedBy(field):
        if isinstance(said, list) and all(isinstance(each, str) for each in said):
            return tuple(said)
        raise _refused(name, _("import_a_list", default="a list of texts"))
    for interface, kind, title in _KINDS:
        if interface.providedBy(field):
            if type(said) is kind:
                return said
            raise _refused(name, title)
    if isinstance(said, str):
        return said
    raise _refused(name, _("import_a_text", default="a text"))


_KINDS = (
    (IBool, bool, _("import_a_bool", default="true or false")),
    (IInt, int, _("import_a_number", default="a whole number")),
)


def _refused(name: str, kind: str) -> LineRefused:
    return LineRefused(
        _(
            "import_wrong_kind",
            default="“${field}” has to be ${kind}.",
            mapping={"field": name, "kind": kind},
        ),
        name,
    )


def _check(field, value: object, context) -> None:
    try:
        field.bind(context).validate(value)
    except ValidationError as error:
        raise LineRefused(_sentence(field, error), field.__name__) from None


def _check_together(schema, facts: Mapping[str, object], context) -> None:
    """Hold what the fields say together against the rules of the schema."""
    errors: list[Invalid] = []
    try:
        data = SimpleNamespace(**facts, __context__=context)
        schema.validateInvariants(data, errors)
    except Invalid:
        first = errors[0]
        raise LineRefused(first.args[0], getattr(first, "field_name", None)) from None


def _sentence(field, error: ValidationError) -> str:
    if isinstance(error, ValueRefused):
        return error.doc()
    if isinstance(error, RequiredMissing):
        return _(
            "import_missing",
            default="“${field}” is missing.",
            mapping={"field": field.__name__},
        )
    if IChoice.providedBy(field) and field.vocabulary is not None:
        values = ", ".join(term.value for term in field.vocabulary)
        return _(
            "import_no_choice",
            default="“${field}” has to be one of: ${values}.",
            mapping={"field": field.__name__, "values": values},
        )
    if IChoice.providedBy(field):
        return _(
            "import_not_offered",
            default="“${field}” is none of those that can be chosen in the portal.",
            mapping={"field": field.__name__},
        )
    return _(
        "import_not_allowed",
        default="“${field}” cannot be this: ${reason}",
        mapping={"field": field.__name__, "reason": error.doc()},
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
