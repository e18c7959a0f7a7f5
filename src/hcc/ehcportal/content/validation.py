"""Errors of a form or a REST call that belong to one field."""

from __future__ import annotations

from z3c.form.error import InvalidErrorViewSnippet
from z3c.form.interfaces import IGroup
from zope.component import adapter
from zope.interface import Invalid


class FieldInvalid(Invalid):
    """An invariant that failed because of the field ``field``; ``args[0]`` says why."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


@adapter(FieldInvalid, None, None, None, None, None)
class FieldInvalidSnippet(InvalidErrorViewSnippet):
    """Shows a failed invariant beside its field as well as in the summary."""

    def update(self):
        super().update()
        widget = self._widget()
        if widget is not None:
            widget.error = self
            self.widget = widget
            self.field = widget.field

    def _widget(self):
        form = self.form
        while IGroup.providedBy(form):
            form = form.parentForm
        for part in (form, *(getattr(form, "groups", None) or ())):
            for widget in (getattr(part, "widgets", None) or {}).values():
                if widget.field.__name__ == self.error.field:
                    return widget
        return None
