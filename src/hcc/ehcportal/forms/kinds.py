"""The kinds of questions: how each is asked, and what becomes of what is typed.

A question is a field of zope.schema, which converts and judges. Between it and a page
stands what the page sends: a text, or for several choices a list of texts.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.easyform.interfaces import IHCaptcha
from collective.easyform.interfaces import ILikert
from collective.easyform.interfaces import INorobotCaptcha
from collective.easyform.interfaces import IReCaptcha
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.content.plaintext import unix_lines
from plone.app.textfield.interfaces import IRichText
from plone.schema.email import IEmail
from z3c.relationfield.interfaces import IRelationChoice
from z3c.relationfield.interfaces import IRelationList
from zope.schema.interfaces import ConstraintNotSatisfied
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IPassword
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine
from zope.schema.interfaces import IURI

import math


Typed = str | list[str]

# What a tick box sends, as z3c.form has it; editors' conditions name it.
TICKED = "selected"

_MOMENT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Kind:
    """One kind of question.

    ``name`` is that of the macro which asks it. ``read`` makes a value of what was
    typed into a bound field, and raises ``ValueError`` or ``ValidationError``;
    ``keep`` makes of a value what JSON can hold, and ``write`` what a page would send.
    """

    name: str
    read: Callable[[IField, Typed], object]
    keep: Callable[[IField, object], object]
    write: Callable[[IField, object], Typed]

    @property
    def takes_many(self) -> bool:
        return self.name == "many"

    @property
    def says_no(self) -> bool:
        """Whether leaving it blank is an answer."""
        return self.name == "tick"


def kind_of(field: IField, widget: str = "") -> Kind | None:
    """Return the kind of a question, or None for one that this portal cannot ask.

    ``widget`` is the name of the widget that an editor chose for it.
    """
    if any(unknown.providedBy(field) for unknown in _UNKNOWN):
        return None
    kind = next((kind for asked, kind in _KINDS if asked.providedBy(field)), None)
    if kind is MANY and not IChoice.providedBy(field.value_type):
        return None
    return YES_NO if kind is TICK and is_radio(widget) else kind


def is_radio(widget: str) -> bool:
    """Tell whether a widget shows all choices, of which one is marked."""
    return "radio" in widget.lower()


def _itself(field: IField, value: object) -> object:
    return value


def _plain(field: IField, value: object) -> str:
    return str(value)


def _line(field: IField, typed: str) -> str:
    return field.fromUnicode(" ".join(typed.split("\t")).strip())


def _text(field: IField, typed: str) -> str:
    return field.fromUnicode(unix_lines(typed).strip())


def _whole(field: IField, typed: str) -> int:
    return field.fromUnicode(typed.strip())


def _number(field: IField, typed: str) -> float:
    value = field.fromUnicode(typed.strip())
    if not math.isfinite(value):
        raise ValueError(typed)
    return value


def _day(field: IField, typed: str) -> date:
    return _judged(field, date.fromisoformat(typed.strip()))


def _moment(field: IField, typed: str) -> datetime:
    return _judged(field, datetime.strptime(typed.strip()[:16], _MOMENT))


def _tick(field: IField, typed: str) -> bool:
    return _judged(field, _known(field, typed, {TICKED: True, "": False}))


def _yes_no(field: IField, typed: str) -> bool:
    return _judged(field, _known(field, typed, {"true": True, "false": False}))


def _known(field: IField, typed: str, values: dict[str, bool]) -> bool:
    if typed not in values:
        raise ConstraintNotSatisfied(typed, field.__name__)
    return values[typed]


def _one(field: IChoice, typed: str) -> object:
    return _judged(field, _chosen(field, typed))


def _many(field: ICollection, typed: list[str]) -> object:
    choice = field.value_type.bind(field.context)
    values = [_chosen(choice, token) for token in typed]
    make = field._type[0] if isinstance(field._type, tuple) else field._type
    return _judged(field, make(values))


def _chosen(field: IChoice, token: str) -> object:
    try:
        return field.vocabulary.getTermByToken(token).value
    except LookupError:
        raise ConstraintNotSatisfied(token, field.__name__) from None


def _judged(field: IField, value: object) -> object:
    field.validate(value)
    return value


def _iso(field: IField, value: date) -> str:
    return value.isoformat()


def _written_moment(field: IField, value: datetime) -> str:
    return value.strftime(_MOMENT)


def _written_tick(field: IField, value: bool) -> str:
    return TICKED if value else ""


def _token(field: IChoice, value: object) -> str:
    return field.vocabulary.getTerm(value).token


def _values(field: ICollection, values) -> list:
    return [term.value for term in _terms(field) if term.value in values]


def _tokens(field: ICollection, values) -> list[str]:
    return [term.token for term in _terms(field) if term.value in values]


def _terms(field: ICollection):
    """Return what can be chosen, in the order in which it is offered."""
    return field.value_type.bind(field.context).vocabulary


LINE = Kind("line", _line, _plain, _plain)
TEXT = Kind("text", _text, _plain, _plain)
EMAIL = Kind("email", _line, _plain, _plain)
ADDRESS = Kind("address", _line, _plain, _plain)
WHOLE = Kind("whole", _whole, _itself, _plain)
NUMBER = Kind("number", _number, _itself, _plain)
DECIMAL = Kind("number", _number, _plain, _plain)
DAY = Kind("day", _day, _iso, _iso)
MOMENT = Kind("moment", _moment, _iso, _written_moment)
TICK = Kind("tick", _tick, _itself, _written_tick)
YES_NO = Kind("yesno", _yes_no, _itself, lambda field, value: str(value).lower())
ONE = Kind("one", _one, _itself, _token)
MANY = Kind("many", _many, _values, _tokens)

# The first that fits: each interface stands before those that it extends.
_KINDS = (
    (IEmail, EMAIL),
    (IURI, ADDRESS),
    (ITextLine, LINE),
    (IText, TEXT),
    (IBool, TICK),
    (IInt, WHOLE),
    (IFloat, NUMBER),
    (IDecimal, DECIMAL),
    (IDatetime, MOMENT),
    (IDate, DAY),
    (IChoice, ONE),
    (ICollection, MANY),
)

_UNKNOWN = (
    IHCaptcha,
    ILikert,
    INorobotCaptcha,
    IPassword,
    IReCaptcha,
    IRelationChoice,
    IRelationList,
    IRichText,
)
