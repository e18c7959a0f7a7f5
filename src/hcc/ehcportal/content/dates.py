"""Dates as families read them, in the language of the page."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from functools import lru_cache
from hcc.ehcportal.content.clock import ENGLAND
from zope.i18n.format import DateTimeFormat
from zope.i18n.locales import locales


@lru_cache
def _format(language: str, pattern: str) -> DateTimeFormat:
    calendar = locales.getLocale(language).dates.calendars["gregorian"]
    return DateTimeFormat(pattern, calendar)


@lru_cache(maxsize=1024)
def short_date(day: date | None, language: str = "en") -> str:
    """Return "01 Sep 2024", as the user guide writes it."""
    return day and _format(language, "dd MMM yyyy").format(day)


@lru_cache(maxsize=1024)
def plain_date(day: date, language: str = "en") -> str:
    """Return "3 Mar 2020", as the guide writes a date of birth."""
    return _format(language, "d MMM yyyy").format(day)


@lru_cache(maxsize=1024)
def long_date(day: date | None, language: str = "en") -> str:
    """Return "Sunday 13 October 2024"."""
    return day and _format(language, "EEEE d MMMM yyyy").format(day)


@lru_cache(maxsize=1024)
def letter_date(day: date, language: str = "en") -> str:
    """Return "4 October 2024", as letters are dated."""
    return _format(language, "d MMMM yyyy").format(day)


def moment(when: datetime, language: str = "en") -> str:
    """Return "03 Oct 2024 17:17", in England's time."""
    return _format(language, "dd MMM yyyy HH:mm").format(when.astimezone(ENGLAND))
