"""The dates of a case as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from hcc.ehcportal import _
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import DateEntry
from icalendar import Calendar
from icalendar import Event
from zope.i18n import translate

import hashlib


CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(overview: CaseOverview, made_at: datetime, request) -> bytes:
    """Return the dates of a case as a file that calendars import and follow.

    Each date keeps its UID, and its SEQUENCE rises with every change to the case or to
    the house rules, so that a second import updates the first. No name of the child is
    in it: a calendar is shared and shown in notices.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//hcc.ehcportal//EHC Process Dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _said(_calendar_name(overview), request))
    calendar.add(
        "refresh-interval", timedelta(days=1), parameters={"value": "DURATION"}
    )
    for entry in overview.dates:
        calendar.add_component(_event(entry, overview, made_at, request))
    return calendar.to_ical()


def _event(entry: DateEntry, overview: CaseOverview, made_at, request) -> Event:
    event = Event()
    event.add("uid", _uid(overview, entry))
    event.add("sequence", overview.revision)
    event.add("dtstamp", made_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    title = _said(entry.title, request)
    event.add("summary", _said(_summary(entry, title), request))
    event.add("url", overview.url)
    return event


def _uid(overview: CaseOverview, entry: DateEntry) -> str:
    """Return what names a date of a case for ever, and nobody in it."""
    name = hashlib.sha256(f"{overview.uid}/{entry.key}".encode()).hexdigest()[:32]
    return f"{name}@hcc.ehcportal"


def _calendar_name(overview: CaseOverview):
    if not overview.reference:
        return _("ics_name", default="EHC Process Dates")
    return _(
        "ics_name_reference",
        default="EHC Process Dates ${reference}",
        mapping={"reference": overview.reference},
    )


def _summary(entry: DateEntry, title: str):
    mapping = {"title": title}
    if entry.kind == "done":
        return _("ics_done", default="EHC: ${title} done", mapping=mapping)
    if entry.kind == "target":
        return _("ics_target", default="EHC: ${title}, our target", mapping=mapping)
    return _("ics_legal", default="EHC: ${title}, last day", mapping=mapping)


def _said(message, request) -> str:
    return translate(message, context=request)
