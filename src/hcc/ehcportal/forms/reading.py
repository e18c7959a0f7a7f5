"""What a form says: each question with its answer, in words."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date
from datetime import datetime
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.plaintext import unix_lines
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.asking import Remark
from hcc.ehcportal.forms.asking import Section
from hcc.ehcportal.forms.asking import sections_of
from hcc.ehcportal.forms.depending import asked_names
from hcc.ehcportal.forms.questions import questions_of
from lxml import html
from plone import api
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
    asked = frozenset(asked_names(questions_of(form), answers))
    return tuple(
        row
        for section in sections_of(form)
        for row in _rows(section, asked, form, answers)
    )


def _rows(
    section: Section, asked: frozenset[str], form, answers: Mapping[str, object]
) -> Iterator[AnswerRow]:
    parts = [part for part in section.parts if part.name in asked]
    if parts and section.title:
        yield _heading(section.title)
    for part in parts:
        if isinstance(part, Remark):
            yield _heading(part.title or _text_in(part.html))
        else:
            yield _row(part, form, answers.get(part.name))


def _heading(words: str) -> AnswerRow:
    return AnswerRow(words, is_heading=True)


def _row(question: Question, form, answer: object) -> AnswerRow:
    title, name = question.title, question.name
    if answer is None or answer in ("", [], {}):
        return AnswerRow(title, _NOT_ANSWERED, is_answered=False, name=name)
    return AnswerRow(title, _in_words(question.field.bind(form), answer), name=name)


def _in_words(field: IField, answer: object) -> str:
    language = api.portal.get_current_language()
    if IBool.providedBy(field):
        return YES if answer else NO
    if IChoice.providedBy(field):
        return _title_of(field, answer)
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


def _text_in(source: str) -> str:
    return one_line(html.fromstring(source).text_content()) if source else ""


YES = _("answer_yes", default="Yes")
NO = _("answer_no", default="No")
_NOT_ANSWERED = _("answer_missing", default="Not answered")
