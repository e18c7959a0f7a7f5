"""The page of a thing that lies in a case: a document."""

from __future__ import annotations

from hcc.ehcportal.content.overview import DocumentEntry
from hcc.ehcportal.content.uploads.marks import INFECTED
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


class HeldFilePage(CasePage):
    """Says in the place of a file why nobody can have it now, or ever.

    ``scan`` is what the virus scanner said, which downloads tell.
    """

    scan: str | None = None

    def __call__(self):
        if self.scan is None:
            self.request.response.redirect(self.context.absolute_url())
            return ""
        return super().__call__()

    @property
    def title(self) -> str:
        """What the sentence is about: whoever asked for the file may see its name."""
        return self.context.file.filename

    @property
    def is_infected(self) -> bool:
        return self.scan == INFECTED

    @property
    def back_url(self) -> str:
        return self.context.absolute_url()
