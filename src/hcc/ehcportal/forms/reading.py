"""What a form says: each question with its answer, in words."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collective.easyform.interfaces import IHCaptcha
from collective.easyform.interfaces import ILabel
from collective.easyform.interfaces import ILikert
from collective.easyform.interfaces import INorobotCaptcha
from collective.easyform.interfaces import IReCaptcha
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date
from datetime import datetime
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.plaintext import unix_lines
from hcc.ehcportal.forms.depending import asked_names
from hcc.ehcportal.forms.questions import questions_of
from lxml import html
from plone import api
from plone.supermodel.interfaces import FIELDSETS_KEY
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IField


@dataclass(frozen=True)
class AnswerRow:
    """A question and what was answered, or a heading above some of them.

    An answer can have several lines. Words of the portal's own are still to be
    translated, as page templates do.
    """

    question: str
    answer: str = ""
    is_heading: bool = False
    is_answered: bool = True
    name: str = column(default="", compare=False)


def rows_of(form, answers: Mapping[str, object] | None = None) -> tuple[AnswerRow, ...]:
    """Return what a family's form says, in the order in which it was asked.

    ``answers`` are those of a draft, as they would be submitted. Questions that other
    answers made needless are left out.
    """
    answers = form.answers if answers is None else answers
    schema = questions_of(form)
    asked = set(asked_names(schema, answers))
    return tuple(
        _heading(group) if isinstance(group, str) else _row(group, form, answers)
        for group in _groups(schema, asked)
    )


def _groups(schema: InterfaceClass, asked: set[str]) -> Iterator[str | IField]:
    """Yield the questions as the form shows them, each fieldset after its heading."""
    fieldsets = schema.queryTaggedValue(FIELDSETS_KEY, [])
    grouped = {name for fieldset in fieldsets for name in fieldset.fields}
    shown = [name for name in _shown(schema) if name in asked]
    yield from (schema[name] for name in shown if name not in grouped)
    for fieldset in fieldsets:
        names = [name for name in shown if name in fieldset.fields]
        if names:
            yield fieldset.label or fieldset.__name__
            yield from (schema[name] for name in names)


def _shown(schema: InterfaceClass) -> Iterator[str]:
    hidden = schema.queryTaggedValue("THidden", {})
    for name, field in getFieldsInOrder(schema):
        if not (hidden.get(name) or any(k.providedBy(field) for k in _CAPTCHAS)):
            yield name


def _heading(words: str) -> AnswerRow:
    return AnswerRow(words, is_heading=True)


def _row(field: IField, form, answers: Mapping[str, object]) -> AnswerRow:
    if ILabel.providedBy(field):
        return _heading(field.title or _text_in(getattr(field, "rich_label", "")))
    answer = answers.get(field.__name__)
    if answer is None or answer in ("", [], {}):
        return AnswerRow(field.title, _NOT_ANSWERED, False, False, field.__name__)
    words = _in_words(field.bind(form), answer)
    return AnswerRow(field.title, words, name=field.__name__)


def _in_words(field: IField, answer: object) -> str:
    language = api.portal.get_current_language()
    if IBool.providedBy(field):
        return _YES if answer else _NO
    if IChoice.providedBy(field):
        return _title_of(field, answer)
    if ILikert.providedBy(field):
        return _likert(field, answer)
    if ICollection.providedBy(field):
        return "\n".join(_in_words(field.value_type.bind(field), a) for a in answer)
    if IDatetime.providedBy(field):
        when = datetime.fromisoformat(answer)
        return moment(when if when.tzinfo else when.replace(tzinfo=ENGLAND), language)
    if IDate.providedBy(field):
        return long_date(date.fromisoformat(answer), language)
    return unix_lines(str(answer))


def _title_of(field: IChoice, answer: object) -> str:
    """Return the words that were chosen; the list of a website can lose some."""
    if answer in field.vocabulary:
        return field.vocabulary.getTerm(answer).title or str(answer)
    return str(answer)


def _likert(field: ILikert, answer: str) -> str:
    chosen = field.parse(answer)
    return "\n".join(
        f"{question}: {chosen[number]}"
        for number, question in enumerate(field.questions, start=1)
        if number in chosen
    )


def _text_in(words) -> str:
    source = getattr(words, "raw", words) or ""
    return " ".join(html.fromstring(source).text_content().split()) if source else ""


_CAPTCHAS = (IReCaptcha, IHCaptcha, INorobotCaptcha)

_YES = _("answer_yes", default="Yes")
_NO = _("answer_no", default="No")
_NOT_ANSWERED = _("answer_missing", default="Not answered")
