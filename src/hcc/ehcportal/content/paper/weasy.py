"""The one module that loads WeasyPrint."""

from __future__ import annotations

from weasyprint import HTML
from weasyprint.urls import URLFetcher


class NoFetcher(URLFetcher):
    """Fetches nothing: what a letter refers to outside of itself is left out."""

    def fetch(self, url, headers=None):
        raise ValueError("A letter is made of its own page alone.")


def render(html: str) -> bytes:
    """Return a page as tagged PDF, with what PDF/UA-1 asks for."""
    page = HTML(string=html, url_fetcher=NoFetcher())
    return page.write_pdf(pdf_variant="pdf/ua-1")
