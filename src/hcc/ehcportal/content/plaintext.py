"""Plain text on a page: escaped, in paragraphs, with its addresses as links.

``plone.intelligenttext`` does something like it, but an address with an @ in it comes
out as one link inside the other's attribute, and its links tell the other site where
the reader came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import re


# Nothing that changes the direction or the look of what is read goes into a link. The
# lengths are bounded so that a text of nothing but dots costs no more than another.
_ADDRESS = re.compile(
    r"""
    \b(?P<web>https?://[^\s<>"'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]{1,2000})
    |
    \b(?P<mail>[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})
    """,
    re.IGNORECASE | re.VERBOSE,
)

_EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")

# What ends a sentence that an address stands in.
_TRAILING = ".,;:!?*_~"


def html_of(text: str) -> str:
    """Return a text as HTML: each paragraph a ``p``, which keeps its line breaks.

    The style sheet keeps the breaks within a paragraph. Only addresses that begin with
    http or https and e-mail addresses become links, and a link shows where it leads.
    """
    paragraphs = _EMPTY_LINES.split(unix_lines(text).strip("\n"))
    return "".join(f"<p>{''.join(_linked(part))}</p>" for part in paragraphs if part)


def one_line(text: str) -> str:
    """Return a text on one line, as a field of one line keeps it."""
    return " ".join(text.split())


def unix_lines(text: str) -> str:
    """Return a text with its lines ended as this one's are; forms send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _linked(text: str) -> Iterator[str]:
    end = 0
    for match in _ADDRESS.finditer(text):
        address = _without_trailing(match[0])
        yield escape(text[end : match.start()])
        yield _link("mailto:" if match["mail"] else "", address)
        end = match.start() + len(address)
    yield escape(text[end:])


def _link(scheme: str, address: str) -> str:
    rel = "noopener noreferrer nofollow"
    return f'<a href="{scheme}{escape(address)}" rel="{rel}">{escape(address)}</a>'


def _without_trailing(address: str) -> str:
    """Leave the marks of the sentence around an address to the sentence."""
    while True:
        shorter = address.rstrip(_TRAILING)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and _is_odd(shorter, opening, closing):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _is_odd(address: str, opening: str, closing: str) -> bool:
    return address.count(closing) > address.count(opening)
