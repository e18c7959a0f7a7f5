"""Moments as people read them: in England's time and the language of the page."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from plone import api
from zoneinfo import ZoneInfo
from zope.i18n.format import DateTimeFormat
from zope.i18n.locales import locales


_ENGLAND = ZoneInfo("Europe/London")


def in_england(moment: int) -> str:
    """Return "3 October 2024, 17:17" for seconds since 1970."""
    when = datetime.fromtimestamp(moment, _ENGLAND)
    return _format(api.portal.get_current_language()).format(when)


@lru_cache
def _format(language: str) -> DateTimeFormat:
    calendar = locales.getLocale(language).dates.calendars["gregorian"]
    return DateTimeFormat("d MMMM yyyy, HH:mm", calendar)
