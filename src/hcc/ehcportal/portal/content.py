"""The page of a thing that lies in a case: a document."""

from __future__ import annotations

from hcc.ehcportal.content.overview import DocumentEntry
from hcc.ehcportal.portal.page import CasePage


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
