"""Whom a text names: children of the portal other than the one it is for.

A text is cut into runs of two to four words, and the catalog is asked once which of
them are names of children. A day counts as a date of birth only where the text says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.indexers import plain_name
from hcc.ehcportal.content.stage import case_of
from itertools import islice
from plone import api
from plone.uuid.interfaces import IUUID

import re


# How much of a text is compared, and how many children are named at most.
MOST_WORDS = 12_000
MOST_FINDINGS = 10
# Each costs the catalog a question. Nobody's letter names so many.
MOST_BIRTHS = 50

_LONGEST_NAME = 4

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

_LABEL = r"\b(?:date of birth|d\.? ?o\.? ?b\.?|born)(?: on)?\W{0,6}"
_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_BIRTHS = (
    re.compile(_LABEL + r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(
        _LABEL
        + r"(?P<day>\d{1,2}) ?[./-] ?(?P<month>\d{1,2}) ?[./-] ?(?P<year>\d{4}|\d\d)\b"
    ),
    re.compile(
        _LABEL + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?"
        r"(?P<month>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})"
    ),
)


@dataclass(frozen=True)
class Finding:
    """Another child's case (its UID), and the date of birth or name that led there."""

    case: str
    birth: date | None = None


def findings_in(text: str, content) -> tuple[Finding, ...]:
    """Return which children a text names other than the one of the case, by name first.

    ``content`` is the case, or lies in it.
    """
    case = case_of(content)
    plain = plain_name(text.replace("’", "'"))
    names = names_in(plain) - {plain_name(case.title)}
    births = births_in(plain) - {case.date_of_birth}
    found = (*_by_name(names, case), *_by_birth(births, case))
    return tuple(found[:MOST_FINDINGS])


def names_in(text: str) -> set[str]:
    """Return everything in a plain text that could be a name, as names are indexed.

    In official letters the family name often stands first.
    """
    words = [
        word.group().removesuffix("'s")
        for word in islice(_WORD.finditer(text), MOST_WORDS)
    ]
    runs = set()
    for length in range(2, _LONGEST_NAME + 1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            runs.add(" ".join(run))
            runs.add(" ".join((*run[1:], run[0])))
    return runs | {run.replace("'", "’") for run in runs if "'" in run}


def births_in(text: str) -> set[date]:
    """Return the days that a plain text calls somebody's date of birth."""
    found = (match for form in _BIRTHS for match in form.finditer(text))
    return {day for match in found if (day := _day(match.groupdict())) is not None}


def _day(parts: dict[str, str]) -> date | None:
    year, month = int(parts["year"]), parts["month"]
    if year < 100:
        year += 2000 if year <= today().year % 100 else 1900
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
        return date(year, number, int(parts["day"]))
    except ValueError:
        return None


def _by_name(names: set[str], case) -> Iterator[Finding]:
    for uid in _cases(case, ehc_name=list(names)):
        yield Finding(uid)


def _by_birth(births: set[date], case) -> Iterator[Finding]:
    for day in sorted(births)[:MOST_BIRTHS]:
        for uid in _cases(case, ehc_birth=day.isoformat()):
            yield Finding(uid, day)


def _cases(case, **wanted) -> list[str]:
    """Return the UIDs of the other cases that whoever looks may see."""
    if not all(wanted.values()):
        return []
    brains = api.content.find(portal_type="EHCCase", **wanted)
    return [brain.UID for brain in brains if IUUID(case) != brain.UID]
