"""What a page has to ask: the questions of a form, in their order and their groups."""

from __future__ import annotations

from collections.abc import Iterator
from collective.easyform.interfaces import ILabel
from dataclasses import dataclass
from functools import lru_cache
from hcc.ehcportal.forms.kinds import Kind
from hcc.ehcportal.forms.kinds import kind_of
from hcc.ehcportal.forms.questions import NOTHING_ASKED
from hcc.ehcportal.forms.questions import schema_of
from plone import api
from plone.autoform.interfaces import WIDGETS_KEY
from plone.supermodel.interfaces import FIELDSETS_KEY
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField


@dataclass(frozen=True)
class Question:
    """Something that is asked. ``condition`` is what easyform's *depends on* says."""

    name: str
    title: str
    help: str
    field: IField
    kind: Kind
    widget: str
    condition: str

    @property
    def required(self) -> bool:
        return self.field.required


@dataclass(frozen=True)
class Remark:
    """Something that is only said; ``html`` is as the editors left it."""

    name: str
    title: str
    help: str
    html: str
    condition: str


@dataclass(frozen=True)
class Section:
    """Some questions under a heading; the first may have none."""

    title: str
    help: str
    parts: tuple[Question | Remark, ...]


def sections_of(form) -> tuple[Section, ...]:
    """Return what a family's form asks, with what its page says between."""
    return _sections_in(form.questions or NOTHING_ASKED)


def asked_by(form) -> tuple[Question, ...]:
    """Return the questions alone."""
    return _asked_in(form.questions or NOTHING_ASKED)


def safe_html(form, remark: Remark) -> str:
    """Return what an editor wrote between the questions of a form, made safe."""
    transforms = api.portal.get_tool("portal_transforms")
    safe = transforms.convertTo(
        "text/x-html-safe", remark.html, mimetype="text/html", context=form
    )
    return safe.getData()


# By their text: to zope.interface, all schemas without a name are the same.
@lru_cache(maxsize=256)
def _sections_in(questions: str) -> tuple[Section, ...]:
    schema = schema_of(questions)
    fieldsets = schema.queryTaggedValue(FIELDSETS_KEY, [])
    grouped = {name for fieldset in fieldsets for name in fieldset.fields}
    parts = {part.name: part for part in _parts(schema)}
    first = tuple(part for name, part in parts.items() if name not in grouped)
    sections = [Section("", "", first)]
    for fieldset in fieldsets:
        own = tuple(part for name, part in parts.items() if name in fieldset.fields)
        title = fieldset.label or fieldset.__name__
        sections.append(Section(title, fieldset.description or "", own))
    return tuple(section for section in sections if section.parts)


@lru_cache(maxsize=256)
def _asked_in(questions: str) -> tuple[Question, ...]:
    return tuple(
        part
        for section in _sections_in(questions)
        for part in section.parts
        if isinstance(part, Question)
    )


def _parts(schema: InterfaceClass) -> Iterator[Question | Remark]:
    hidden = {
        name
        for key in ("THidden", "serverSide")
        for name, is_so in schema.queryTaggedValue(key, {}).items()
        if is_so
    }
    for name, field in getFieldsInOrder(schema):
        kind = kind_of(field, _widget(schema, name))
        if ILabel.providedBy(field):
            yield _remark(schema, field)
        elif kind is not None and name not in hidden:
            yield _question(schema, field, kind)


def _question(schema: InterfaceClass, field: IField, kind: Kind) -> Question:
    return Question(
        name=field.__name__,
        title=field.title,
        help=field.description or "",
        field=field,
        kind=kind,
        widget=_widget(schema, field.__name__),
        condition=_condition(schema, field.__name__),
    )


def _remark(schema: InterfaceClass, field: IField) -> Remark:
    html = getattr(field, "rich_label", "") or ""
    return Remark(
        name=field.__name__,
        title=field.title,
        help=field.description or "",
        html=getattr(html, "raw", html),
        condition=_condition(schema, field.__name__),
    )


def _condition(schema: InterfaceClass, name: str) -> str:
    return schema.queryTaggedValue("depends_on", {}).get(name, "")


def _widget(schema: InterfaceClass, name: str) -> str:
    """Return the name of the widget that an editor chose, or nothing."""
    widget = schema.queryTaggedValue(WIDGETS_KEY, {}).get(name, "")
    widget = getattr(widget, "widget_factory", widget)
    return widget if isinstance(widget, str) else getattr(widget, "__name__", "")
