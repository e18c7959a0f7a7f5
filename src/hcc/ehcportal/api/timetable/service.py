"""The dates of a case, in the words of its pages or as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Raw
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.timetable.answer import DayLine
from hcc.ehcportal.api.timetable.answer import StageLine
from hcc.ehcportal.api.timetable.answer import Timetable
from hcc.ehcportal.content import dates
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.ics import calendar_file
from hcc.ehcportal.content.ics import CONTENT_TYPE
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.tracker import TrackerWords
from plone import api


class Words(TrackerWords):
    """What the pages say of the dates of a case, in the language of the request."""

    def __init__(self, overview: CaseOverview, request):
        self.overview = overview
        self.request = request
        self.language = api.portal.get_current_language()

    def short_date(self, day) -> str | None:
        return dates.short_date(day, self.language)

    def long_date(self, day) -> str | None:
        return dates.long_date(day, self.language)

    def stages(self) -> Iterator[StageLine]:
        """Yield each stage with its days and words."""
        for stage in self.overview.stages:
            reading = stage.reading
            yield StageLine(
                key=reading.key,
                title=stage.title,
                state=reading.state,
                state_word=self.state_word(stage),
                legal_day=reading.legal_day,
                target=reading.target,
                completed_on=reading.completed_on,
                late_days=reading.late_days,
                date_line=self.date_line(stage),
                target_line=self.target_line(stage),
                late_line=self.late_line(stage),
                exemption=self.exemption_text(stage),
            )

    def other_dates(self) -> Iterator[DayLine]:
        """Yield the days that belong to no stage."""
        for entry in self.overview.other_dates:
            words = self.day_in_words(entry.day)
            yield DayLine(entry.key, entry.title, entry.day, words)


class TimetableService(PortalService):
    """Reads the case once, for either answer."""

    @cached_property
    def overview(self) -> CaseOverview:
        return overview_of(self.context, self.person)


class GetTimetable(TimetableService):
    """The stages of a case and all its dates, with the words of the printed timetable.

    With ``Accept: text/calendar`` the dates as a file that calendars import.
    """

    operation = Operation(
        summary="Read the timetable of a case",
        gives={200: Timetable},
        also=(Raw("text/calendar"),),
    )

    def reply(self) -> Timetable:
        overview = self.overview
        words = Words(overview, self.request)
        return Timetable(
            at_id=f"{overview.url}/@ehc-timetable",
            title=_("title_print", default="EHC Process Dates"),
            today=overview.today,
            request_received=overview.request_received,
            state=overview.state,
            ending=overview.ending,
            stages=tuple(words.stages()),
            other_dates=tuple(words.other_dates()),
            rules_reference=overview.rules_reference,
            calendar_url=f"{overview.url}/ehc-dates.ics",
        )


class GetCalendarFile(TimetableService):
    """The dates of a case as an iCalendar file (RFC 5545)."""

    operation = Operation(
        summary="Read the timetable of a case as a calendar file",
        gives={200: Raw("text/calendar")},
    )

    media_type = CONTENT_TYPE

    def as_text(self) -> str:
        return calendar_file(self.overview, now(), self.request).decode()
