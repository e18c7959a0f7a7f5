"""The page of a form that was submitted, with what was answered and attached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.forms.reading import AnswerRow
from hcc.ehcportal.forms.reading import rows_of
from hcc.ehcportal.portal.content import ContentPage
from plone import api
from Products.Five.browser import BrowserView


@dataclass(frozen=True)
class Receipt:
    """What a family is told of a form that they have submitted."""

    title: str
    number: str
    submitted_at: datetime
    # HTML that editors wrote, made safe when the form was started.
    confirmation: str
    url: str


def receipt_in(case, form_id: object) -> Receipt | None:
    """Return the receipt of a submitted form of a case, if this person may see it."""
    form = case.get(form_id) if isinstance(form_id, str) else None
    if form is None or form.portal_type != "EHCSupportingForm" or not form.receipt:
        return None
    if not api.user.has_permission("View", obj=form):
        return None
    return Receipt(
        title=form.title,
        number=form.receipt,
        submitted_at=form.submitted_at,
        confirmation=form.confirmation or "",
        url=form.absolute_url(),
    )


class FormPage(ContentPage):
    """One form, with what was answered and attached; a draft is filled in instead."""

    entry = "submitted"

    def __call__(self):
        if self.state == "draft":
            url = f"{self.context.absolute_url()}/ehc-fill"
            self.request.response.redirect(url)
            return ""
        return super().__call__()

    @property
    def state(self) -> str:
        return state_of(self.context)

    @cached_property
    def rows(self) -> tuple[AnswerRow, ...]:
        return rows_of(self.context)

    @property
    def attachments(self) -> list:
        return attachments_of(self.context)


class AttachmentPage(BrowserView):
    """An attachment has no page of its own: its form shows it."""

    def __call__(self):
        self.request.response.redirect(self.context.__parent__.absolute_url())
        return ""
