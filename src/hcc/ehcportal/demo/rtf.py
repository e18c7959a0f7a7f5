"""A small writer of Rich Text Format: a title, headings, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence


# English of the United Kingdom, in Windows' numbering, which RTF uses.
_LANGUAGE = 2057

# A4, its margins and the columns of a table, in twentieths of a point.
_PAGE = r"\paperw11906\paperh16838\margl1440\margr1440\margt1440\margb1440"
_TABLE_WIDTH = 9000


def document(title: str, parts: Iterable[str]) -> bytes:
    """Return a whole RTF file of parts made by the functions below."""
    head = (
        rf"{{\rtf1\ansi\ansicpg1252\deff0\deflang{_LANGUAGE}"
        r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}}"
        rf"{{\info{{\title {escape(title)}}}}}"
        rf"{_PAGE}\f0\fs24\lang{_LANGUAGE}"
    )
    return "\n".join([head, *parts, "}"]).encode("ascii")


def heading(text: str) -> str:
    """Return a bold line; its outline level makes it a heading to a screen reader."""
    return rf"\pard\outlinelevel0\keepn\sb240\sa160\b\fs32 {escape(text)}\b0\fs24\par"


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return rf"\pard\sa160 {escape(text)}\par"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with rules, whose header row repeats on every page."""
    lines = [_row(header, bold=True)]
    lines.extend(_row(row) for row in rows)
    return "\n".join([*lines, r"\pard\par"])


def escape(text: str) -> str:
    """Return ``text`` so that RTF shows it as it is."""
    return "".join(map(_escape_character, text))


def _escape_character(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character.isascii():
        return character
    # RTF counts in signed UTF-16, and wants a stand-in for programs that cannot.
    units = character.encode("utf-16-le")
    pairs = (units[i : i + 2] for i in range(0, len(units), 2))
    return "".join(
        rf"\u{int.from_bytes(pair, 'little', signed=True)}?" for pair in pairs
    )


def _row(cells: Sequence[str], *, bold: bool = False) -> str:
    width = _TABLE_WIDTH // len(cells)
    borders = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")
    columns = "".join(
        rf"{borders}\cellx{width * number}" for number in range(1, len(cells) + 1)
    )
    start = r"\trowd\trgaph108" + (r"\trhdr" if bold else "")
    weight = "b" if bold else "b0"
    texts = "".join(rf"\pard\intbl{{\{weight} {escape(cell)}}}\cell" for cell in cells)
    return f"{start}{columns}{texts}" + r"\row"
