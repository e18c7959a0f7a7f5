"""Values that make no sense, with words for whoever entered them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import today
from z3c.form.error import ErrorViewSnippet
from z3c.form.interfaces import IGroup
from zope.component import adapter
from zope.interface import Invalid
from zope.schema.interfaces import ValidationError


class ValueRefused(ValidationError):
    """A value that makes no sense; ``args[0]`` says why and what to do."""

    def doc(self) -> str:
        return self.args[0]


class FieldInvalid(ValueRefused):
    """An invariant that failed because of the field of this name."""

    def __init__(self, field_name: str, message: str):
        super().__init__(message)
        self.field_name = field_name


@contextmanager
def by_field(name: str) -> Iterator[None]:
    """Say by the field of this name why a value is refused."""
    try:
        yield
    except ValueRefused as error:
        raise FieldInvalid(name, error.doc()) from error


@adapter(ValueRefused, None, None, None, None, None)
class ValueRefusedSnippet(ErrorViewSnippet):
    """Says what is wrong beside the field and in the summary at the top."""

    def update(self):
        super().update()
        widget = self.widget or self._widget()
        if widget is not None:
            widget.error = self
        # The summary lists what belongs to no widget, of the form and not of its tabs.
        self.widget = None
        form = self._whole_form()
        if form is not self.form:
            form.widgets.errors = (*form.widgets.errors, self)

    def _whole_form(self):
        form = self.form
        while IGroup.providedBy(form):
            form = form.parentForm
        return form

    def _widget(self):
        form = self._whole_form()
        for part in (form, *(getattr(form, "groups", None) or ())):
            for widget in (getattr(part, "widgets", None) or {}).values():
                if widget.field.__name__ == getattr(self.error, "field_name", None):
                    return widget
        return None


def why_past(last_day: date | None) -> str | None:
    """Say why a last day cannot be one that has passed, if it has."""
    return _PAST if last_day is not None and last_day < today() else None


def check_past(field: str, last_day: date | None) -> None:
    """Refuse a last day that has passed. Raises ``FieldInvalid``."""
    reason = why_past(last_day)
    if reason:
        raise FieldInvalid(field, reason)


def not_in_the_past(value: date) -> bool:
    """Refuse a last day before today, as a constraint of a field."""
    reason = why_past(value)
    if reason:
        raise Invalid(reason)
    return True


_PAST = _(
    "error_past_last_day",
    default="This day has passed. Enter today's date or a later one.",
)
