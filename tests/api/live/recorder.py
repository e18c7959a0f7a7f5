"""Examples in the documentation are calls of a running site, and cannot drift.

A place for one in ``docs/api.md`` or ``docs/feed.md`` lies between two lines:

    <!-- recorded: overview -->
    <!-- end -->

A test that calls ``record("overview", answer)`` fails where the call or its answer is
not what stands there. ``make examples`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path
from requests import PreparedRequest
from requests import Response
from typing import Any
from urllib.parse import unquote
from urllib.parse import urlsplit

import json
import os
import re


DOCS = Path(__file__).parents[3] / "docs"

PAGES = (DOCS / "api.md", DOCS / "feed.md")

# In the environment: write what is recorded instead of comparing it.
WRITE = "EHC_RECORD"

SITE = "https://www.example.gov.uk"

PLACE = re.compile(r"<!-- recorded: ([a-z0-9-]+) -->\n(.*?)<!-- end -->", re.S)

# The headers that say something.
ASKED = (
    "Accept",
    "Content-Type",
    "Authorization",
    "EHC-Signature",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Tus-Resumable",
    "Upload-Length",
    "Upload-Metadata",
    "Upload-Offset",
)
TOLD = (
    "Content-Type",
    "Location",
    "ETag",
    "Retry-After",
    "WWW-Authenticate",
    "Upload-Offset",
)

# What is another each time, and what stands for it.
OPAQUE = re.compile(r"\b([a-z])-[0-9a-f]{16}\b")
OTHER_EACH_TIME = (
    (re.compile(r"Retry-After: \d+"), "Retry-After: 42"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"), "eyJ0eXAiOiJKV1Qi…"),
    (re.compile(r'"[0-9a-f]{32}"'), '"…"'),
    (re.compile(r"t=\d+,v1=[0-9a-f]{64}"), "t=1728039600,v1=5257a869e7…"),
    (re.compile(r"\b[0-9a-f]{8}-(\d+)\b"), r"5f0c2a91-\1"),
    (re.compile(r'"moment": "[^"]+"'), '"moment": "2024-10-04T11:00:00Z"'),
    (re.compile(r"\b([0-9a-f]{16}){1,2}\b"), "…"),
    (re.compile(r"\b(?:[2-9FHJKMRWXY]{4}-){2}[2-9FHJKMRWXY]{4}\b"), "2F7K-9HRW-4X6M"),
)
SECRET = {"pending": "…", "code": "1234 5678", "password": "…"}

# Of a list so many entries are shown, and of a text so many letters.
ENTRIES = 2
LETTERS = 300

# So many letters of JSON stand on a line, if it can be broken.
WIDTH = 110


class Recorder:
    """Records calls of one site; each opaque id gets the same short one everywhere."""

    def __init__(self, site: str, pages: tuple[Path, ...] = PAGES):
        self.site = site
        self.pages = pages
        self.ids: dict[str, str] = {}

    def record(self, name: str, call: Response | PreparedRequest) -> None:
        """Compare a call and its answer with the example of a name, or write it.

        Of a call that the portal makes itself no answer is shown.
        """
        example = self.example(call)
        page, before = self._page_of(name)
        if os.environ.get(WRITE):
            page.write_text(_with(before, name, example), encoding="utf-8")
        else:
            assert example == dict(PLACE.findall(before))[name], (
                f"docs/{page.name} tells {name} otherwise: make examples writes it anew"
            )

    def example(self, call: Response | PreparedRequest) -> str:
        """Return a call, and its answer if there is one, as they are shown."""
        if isinstance(call, PreparedRequest):
            return _block(self._asked(call))
        return _block(self._asked(call.request)) + _block(self._told(call))

    def _page_of(self, name: str) -> tuple[Path, str]:
        """Return the page that has a place for an example, and what it says."""
        for page in self.pages:
            text = page.read_text(encoding="utf-8")
            if f"<!-- recorded: {name} -->" in text:
                return page, text
        raise AssertionError(f"No page has a place for {name}: see {__file__}")

    def _asked(self, request: PreparedRequest) -> str:
        parts = urlsplit(self._stable(request.url))
        address = unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
        return self._message(
            f"{request.method} {address or '/'}", request.headers, ASKED, request.body
        )

    def _told(self, answer: Response) -> str:
        first = f"HTTP/1.1 {answer.status_code} {answer.reason}"
        return self._message(first, answer.headers, TOLD, answer.content)

    def _message(self, first: str, headers, shown, body: bytes | str | None) -> str:
        lines = [first, *(f"{n}: {headers[n]}" for n in shown if n in headers)]
        if body:
            lines += ["", self._body(headers.get("Content-Type", ""), body)]
        return self._stable("\n".join(lines)) + "\n"

    def _body(self, media_type: str, body: bytes | str) -> str:
        text = body if isinstance(body, str) else body.decode()
        if media_type.partition(";")[0] == "application/json":
            # Where a line is broken must not depend on what is another each time.
            said = self._stable(_line(_shortened(json.loads(text))))
            return _laid_out(json.loads(said))
        # Calendars fold lines where the length of the site's address happens to.
        return text.replace("\r\n ", "").replace("\r\n", "\n").rstrip("\n")

    def _stable(self, text: str) -> str:
        text = text.replace(self.site, SITE)
        text = OPAQUE.sub(lambda found: self._short(*found.group(0, 1)), text)
        for changing, standing in OTHER_EACH_TIME:
            text = changing.sub(standing, text)
        return text

    def _short(self, opaque: str, kind: str) -> str:
        known = sum(each.startswith(kind) for each in self.ids)
        return self.ids.setdefault(opaque, f"{kind}-{known + 1}")


def places() -> list[str]:
    """Return the names of all examples that the documentation has a place for."""
    texts = (page.read_text(encoding="utf-8") for page in PAGES)
    return [name for text in texts for name, _ in PLACE.findall(text)]


def _block(text: str) -> str:
    return f"```http\n{text}```\n"


def _with(text: str, name: str, example: str) -> str:
    begin = f"<!-- recorded: {name} -->\n"
    before, _, rest = text.partition(begin)
    _, end, after = rest.partition("<!-- end -->")
    return f"{before}{begin}{example}{end}{after}"


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _laid_out(data: Any, name: str = "", indent: str = "") -> str:
    """Return JSON with each object and list on one line where it fits."""
    begun = f"{indent}{name}"
    line = f"{begun}{_line(data)}"
    if len(line) <= WIDTH or not isinstance(data, dict | list):
        return line
    inner = f"{indent}  "
    if isinstance(data, dict):
        parts = [
            _laid_out(said, f"{_line(key)}: ", inner) for key, said in data.items()
        ]
        opened, closed = "{}"
    else:
        parts = [_laid_out(said, "", inner) for said in data]
        opened, closed = "[]"
    return "\n".join([f"{begun}{opened}", ",\n".join(parts), f"{indent}{closed}"])


def _shortened(data: Any) -> Any:
    """Return JSON with long lists and texts cut, and without secrets."""
    if isinstance(data, dict):
        return {
            name: SECRET[name]
            if name in SECRET and isinstance(said, str)
            else _shortened(said)
            for name, said in data.items()
        }
    if isinstance(data, list):
        more = ["…"] if len(data) > ENTRIES else []
        return [*map(_shortened, data[:ENTRIES]), *more]
    if isinstance(data, str) and len(data) > LETTERS:
        return f"{data[:LETTERS]}…"
    return data
