"""Reads the text of one file in a process of its own, which a hostile file may ruin.

``content/bounded.py`` runs it. It answers in JSON, and knows nothing of Plone.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from hcc.ehcportal.content.bounded import bind
from io import BytesIO
from typing import BinaryIO

import json
import re
import sys


# More than a hundred pages of text are compared with nothing.
LONGEST_TEXT = 400_000


def read_pdf(file: BinaryIO) -> tuple[int | None, Iterator[str]]:
    """Return the number of pages and their texts."""
    from pypdf import PdfReader

    pages = PdfReader(file).pages
    return len(pages), (page.extract_text() for page in pages)


def read_docx(file: BinaryIO) -> tuple[int | None, Iterator[str]]:
    """Return the number of pages, as Word counted them, and the paragraphs.

    Those of tables, text boxes, headers and footers too.
    """
    from docx import Document

    parts = list(Document(file).part.package.iter_parts())
    return _pages_of_word(parts), _paragraphs(parts)


def _paragraphs(parts: list) -> Iterator[str]:
    from docx.oxml.ns import qn

    for part in parts:
        if hasattr(part, "element"):
            for paragraph in part.element.iter(qn("w:p")):
                yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _pages_of_word(parts: list) -> int | None:
    from docx.oxml import parse_xml

    for part in parts:
        if part.partname == "/docProps/app.xml":
            told = parse_xml(part.blob).findtext("{*}Pages") or ""
            return int(told) or None if re.fullmatch("[0-9]{1,5}", told) else None
    return None


READERS = {"pdf": read_pdf, "docx": read_docx}


def main(kind: str, *bounds: str) -> None:
    """Read the file and write what was found."""
    bind(*bounds)
    pages, texts = READERS[kind](BytesIO(sys.stdin.buffer.read()))
    json.dump({"pages": pages, "text": _begin(texts)}, sys.stdout)


def _begin(texts: Iterable[str]) -> str:
    """Return the texts as far as they are compared."""
    kept, length = [], 0
    for text in texts:
        kept.append(text)
        length += len(text) + 1
        if length > LONGEST_TEXT:
            break
    return "\n".join(kept)[:LONGEST_TEXT]


if __name__ == "__main__":
    main(*sys.argv[1:])
