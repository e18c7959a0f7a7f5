"""Finding cases by what was typed: a part of a name or reference, or a birth date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from datetime import datetime
from hcc.ehcportal import _
from hcc.ehcportal.content.indexers import plain_name
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.validation import ValueRefused

import re


LONGEST = 100

# A day, however it is written: three numbers, or a month in letters.
_LOOKS_LIKE_A_DATE = re.compile(
    r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}|\d{1,2}(st|nd|rd|th)? [a-z]+ \d{1,4}", re.I
)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.I)
_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


def clean_term(typed: str) -> str:
    """Return what was typed without needless spaces. Raises ``ValueRefused``.

    Refused is what is too long to be a name, and a date that does not exist.
    """
    term = one_line(typed)
    if len(term) > LONGEST:
        raise ValueRefused(
            _(
                "error_search_long",
                default="This is too long. Type a part of the child's name or of the "
                "reference, or a date of birth.",
            )
        )
    if _LOOKS_LIKE_A_DATE.fullmatch(term) and day_in(term) is None:
        raise ValueRefused(
            _(
                "error_search_date",
                default="There is no such date. Type the date of birth with its year, "
                "such as 3/3/2020 or 3 March 2020.",
            )
        )
    return term


def day_in(term: str) -> date | None:
    """Return the day that was typed, if it is one."""
    for form in _FORMATS:
        with suppress(ValueError):
            return datetime.strptime(_ORDINAL.sub("", term), form).date()
    return None


def condition_for(term: str, catalog) -> dict:
    """Return what the catalog is to be asked for a term.

    A term with a digit is looked for among the references first, any other among the
    names. All its words have to be in a name, in any order and as parts of words.
    """
    day = day_in(term)
    if day is not None:
        return {"ehc_birth": day.isoformat()}
    ways = {"ehc_name": _names_with, "ehc_reference": _references_with}
    by_reference = any(letter.isdigit() for letter in term)
    for name in sorted(ways, reverse=by_reference):
        found = list(ways[name](term, catalog.Indexes[name].uniqueValues()))
        if found:
            return {name: found}
    return {"ehc_name": []}


def _names_with(term: str, names: Iterator[str]) -> Iterator[str]:
    words = plain_name(term).split()
    return (name for name in names if all(word in name for word in words))


def _references_with(term: str, references: Iterator[str]) -> Iterator[str]:
    wanted = "".join(term.split()).casefold()
    return (reference for reference in references if wanted in reference)
