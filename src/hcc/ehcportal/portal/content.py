"""The pages of what lies in a case: a document, a form."""

from __future__ import annotations

from hcc.ehcportal.content.overview import DocumentEntry
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.portal.page import CasePage
from Products.Five.browser import BrowserView


class ContentPage(CasePage):
    """A page about one thing in a case, which has the thing's title."""

    @property
    def title(self) -> str:
        return self.context.title


class DocumentPage(ContentPage):
    """One document, with its file to open."""

    entry = "view"

    @property
    def entry_in_overview(self) -> DocumentEntry | None:
        """The document as the family has it; None for a draft that staff look at."""
        url = self.context.absolute_url()
        return next((d for d in self.overview.documents if d.url == url), None)


class FormPage(ContentPage):
    """One form, with what was answered and attached."""

    entry = "complete"

    @property
    def state(self) -> str:
        return state_of(self.context)

    @property
    def attachments(self) -> list:
        return list(self.context.objectValues())


class AttachmentPage(BrowserView):
    """An attachment has no page of its own: its form shows it."""

    def __call__(self):
        self.request.response.redirect(self.context.__parent__.absolute_url())
        return ""
