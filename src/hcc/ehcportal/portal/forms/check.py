"""Checking the answers, and submitting them: the pages before the last word."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.forms.attachments import limits_of
from hcc.ehcportal.forms.reading import AnswerRow
from hcc.ehcportal.forms.reading import rows_of
from hcc.ehcportal.forms.submission import submit
from hcc.ehcportal.portal.forms.asked import anchor_of
from hcc.ehcportal.portal.forms.draft import DraftPage
from plone import api


class ReadyPage(DraftPage):
    """A page of a draft in which nothing is wrong; else the form says what is."""

    def answer(self) -> str:
        if self.judged.problems:
            return self.lead_to(f"{self.form_url}/ehc-fill?checked=1")
        return super().answer()


class CheckAnswers(ReadyPage):
    """Every question with its answer, as it would be submitted."""

    title = _("title_check_answers", default="Check your answers")

    @cached_property
    def rows(self) -> tuple[AnswerRow, ...]:
        return rows_of(self.context, self.judged.answers)

    @property
    def attachments(self) -> list:
        return attachments_of(self.context)

    @property
    def limits(self) -> Limits | None:
        return limits_of(self.context)

    def change_url(self, row: AnswerRow) -> str:
        """The way back to the field of an answer."""
        return f"{self.form_url}/ehc-fill#{anchor_of(row.name)}"


class Submit(ReadyPage):
    """Asks whether the family is sure, and submits when they are.

    Whoever presses twice, or comes back to the page, is led to what was submitted.
    """

    title = _("title_submit_form", default="Submit Form")

    def answer(self) -> str:
        if not self.may_submit:
            return self.lead_to(f"{self.form_url}/ehc-check-answers")
        if not self.is_sent or self.judged.problems:
            return super().answer()
        if self.version != self.context.draft_version:
            api.portal.show_message(_CHANGED, self.request, type="warning")
            return self.lead_to(f"{self.form_url}/ehc-check-answers")
        submit(self.context)
        return self.leave()

    def leave(self) -> str:
        items = f"{self.case.absolute_url()}/ehc-items-to-complete"
        return self.lead_to(f"{items}?submitted={self.context.getId()}")


_CHANGED = _(
    "draft_changed_since",
    default="These answers were changed on another page or device since you looked at "
    "them. Please check them again.",
)
