"""Examples in the documentation are calls of a running site, and cannot drift.

A place for one in ``docs/api.md`` lies between two lines:

    <!-- recorded: overview -->
    <!-- end -->

A test that calls ``record("overview", answer)`` fails where the call or its answer is
not what stands there. ``make examples`` writes them anew.
"""

from pathlib import Path
from requests import Response
from typing import Any
from urllib.parse import unquote
from urllib.parse import urlsplit

import json
import os
import re


DOCS = Path(__file__).parents[3] / "docs" / "api.md"

# In the environment: write what is recorded instead of comparing it.
WRITE = "EHC_RECORD"

SITE = "https://www.example.gov.uk"

PLACE = re.compile(r"<!-- recorded: ([a-z0-9-]+) -->\n(.*?)<!-- end -->", re.S)

# The headers that say something.
ASKED = (
    "Accept",
    "Content-Type",
    "Authorization",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
)
TOLD = ("Content-Type", "Location", "ETag", "Retry-After", "WWW-Authenticate")

# What is another each time, and what stands for it.
OPAQUE = re.compile(r"\b([a-z])-[0-9a-f]{16}\b")
OTHER_EACH_TIME = (
    (re.compile(r"Retry-After: \d+"), "Retry-After: 42"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"), "eyJ0eXAiOiJKV1Qi…"),
    (re.compile(r'"[0-9a-f]{32}"'), '"…"'),
    (re.compile(r"\b([0-9a-f]{16}){1,2}\b"), "…"),
    (re.compile(r"\b(?:[2-9FHJKMRWXY]{4}-){2}[2-9FHJKMRWXY]{4}\b"), "2F7K-9HRW-4X6M"),
)
SECRET = {"pending": "…", "code": "1234 5678", "password": "…"}

# Of a list so many entries are shown, and of a text so many letters.
ENTRIES = 2
LETTERS = 300


class Recorder:
    """Records calls of one site; each opaque id gets the same short one everywhere."""

    def __init__(self, site: str, docs: Path = DOCS):
        self.site = site
        self.docs = docs
        self.ids: dict[str, str] = {}

    def record(self, name: str, answer: Response) -> None:
        """Compare a call and its answer with the example of a name, or write it."""
        example = self.example(answer)
        before = self.docs.read_text(encoding="utf-8")
        places = dict(PLACE.findall(before))
        assert name in places, f"{self.docs} has no place for it: see {__file__}"
        if os.environ.get(WRITE):
            self.docs.write_text(_with(before, name, example), encoding="utf-8")
        else:
            assert example == places[name], (
                f"docs/api.md tells {name} otherwise: make examples writes it anew"
            )

    def example(self, answer: Response) -> str:
        """Return a call and its answer as the documentation shows them."""
        asked, told = self._asked(answer), self._told(answer)
        return f"```http\n{asked}```\n```http\n{told}```\n"

    def _asked(self, answer: Response) -> str:
        request = answer.request
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
        if media_type.startswith("application/json"):
            return json.dumps(
                _shortened(json.loads(text)), indent=2, ensure_ascii=False
            )
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
    return [name for name, _ in PLACE.findall(DOCS.read_text(encoding="utf-8"))]


def _with(text: str, name: str, example: str) -> str:
    begin = f"<!-- recorded: {name} -->\n"
    before, _, rest = text.partition(begin)
    _, end, after = rest.partition("<!-- end -->")
    return f"{before}{begin}{example}{end}{after}"


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
