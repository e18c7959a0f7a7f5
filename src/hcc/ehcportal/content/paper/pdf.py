"""From HTML to a tagged PDF that a screen reader can read: PDF/UA-1.

WeasyPrint needs system libraries, which README.md names. It is loaded when the first
letter is made: that takes a second, and most processes never make one.
"""

from __future__ import annotations

from threading import Lock


# What is rendered is short: our own template with at most a hundred services and ten
# thousand letters of an editor's. One at a time, so that the letters of many never take
# a server's time from its pages.
_ONE_AT_A_TIME = Lock()


class NoPDF(Exception):
    """A library that PDFs are made with is missing on this server."""


def pdf_of(html: str) -> bytes:
    """Return a page as PDF; nothing that it refers to is fetched, from anywhere.

    Raises ``NoPDF`` where a system library is missing.
    """
    with _ONE_AT_A_TIME:
        try:
            from hcc.ehcportal.content.paper.weasy import render
        except OSError as error:
            raise NoPDF from error
        return render(html)
