"""A submitted form on paper: the same answers as on its page, as a tagged PDF."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.content.paper.pdf import NoPDF
from hcc.ehcportal.content.paper.pdf import pdf_of
from hcc.ehcportal.content.paper.style import paper_style
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.portal.forms.sent import FormPage
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# A form with more letters would hold up the PDFs of everybody: it can be printed from
# its page. It is some twenty pages of print, and a second or two of work.
LONGEST = 50_000


class FormPaper(FormPage):
    """Gives a form as PDF to whoever may see it. Nothing is kept."""

    paper = ViewPageTemplateFile("templates/paper.pt")

    def __call__(self):
        if state_of(self.context) == "draft":
            return super().__call__()
        try:
            return (
                self._given(pdf_of(self.paper())) if self.is_short else self._no_pdf()
            )
        except NoPDF:
            return self._no_pdf()

    @property
    def is_short(self) -> bool:
        return sum(len(row.question) + len(row.answer) for row in self.rows) <= LONGEST

    @cached_property
    def council(self) -> str:
        return council_name()

    @property
    def style(self) -> str:
        return paper_style()

    @property
    def sender(self) -> str:
        """Who submitted it, by name."""
        return full_name(self.context.submitted_by) if self.context.submitted_by else ""

    def _given(self, data: bytes) -> bytes:
        response = self.request.response
        # The name tells no more than the address does.
        name = f"form-{self.context.receipt or self.context.getId()}.pdf"
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("Content-Length", str(len(data)))
        response.setHeader("Content-Disposition", f'inline; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store, private")
        return data

    def _no_pdf(self) -> str:
        told = _(
            "form_no_pdf",
            default="This form cannot be made into a PDF here. Print this page in "
            "place of it.",
        )
        api.portal.show_message(told, self.request, type="warning")
        self.request.response.redirect(f"{self.context.absolute_url()}/ehc-form")
        return ""
