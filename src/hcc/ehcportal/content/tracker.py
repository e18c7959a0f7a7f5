"""The words of the stage tracker."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.process.stages import TrackerState
from zope.i18n import translate


STATE_WORDS = {
    TrackerState.DONE: _("state_done", default="Done"),
    TrackerState.IN_PROGRESS: _("state_in_progress", default="In progress"),
    TrackerState.NEXT: _("state_next", default="Next"),
    TrackerState.LATER: _("state_later", default="Later"),
    TrackerState.NOT_NEEDED: _("state_not_needed", default="Not needed"),
    TrackerState.ENDED: _("state_ended", default="Ended"),
}


class TrackerWords:
    """Says of a stage what the tracker shows; mixed into the pages that show it."""

    def state_word(self, stage: StageOverview):
        """The state in a word."""
        return STATE_WORDS[stage.reading.state]

    def date_line(self, stage: StageOverview):
        """The date under a stage's title, or None where there is none to tell."""
        reading = stage.reading
        if reading.key == "request":
            received = self.short_date(self.overview.request_received)
            return _(
                "line_received",
                default="Request Received: ${date}",
                mapping={"date": received},
            )
        if reading.completed_on is not None:
            return _(
                "line_completed",
                default="Completed: ${date}",
                mapping={"date": self.short_date(reading.completed_on)},
            )
        if reading.due is None or not reading.is_awaited:
            return None
        mapping = {"stage": stage.title, "date": self.short_date(reading.due)}
        if reading.legal_day:
            return _("line_due", default="${stage} Due: ${date}", mapping=mapping)
        return _("line_target", default="${stage} Target: ${date}", mapping=mapping)

    def target_line(self, stage: StageOverview):
        """The council's own earlier date beside the legal one, or None."""
        reading = stage.reading
        if not (reading.legal_day and reading.target and reading.is_awaited):
            return None
        return _(
            "line_own_target",
            default="Our target: ${date}",
            mapping={"date": self.short_date(reading.target)},
        )

    def late_line(self, stage: StageOverview):
        """How late a stage is, or was, or None."""
        reading = stage.reading
        if not reading.is_late:
            return None
        mapping = {"date": self.short_date(reading.due), "days": reading.late_days}
        if reading.completed_on is not None:
            if reading.late_days == 1:
                return _("line_was_late_one", default="Completed 1 day late")
            return _(
                "line_was_late", default="Completed ${days} days late", mapping=mapping
            )
        if reading.late_days == 1:
            return _(
                "line_late_one",
                default="Late: was due on ${date}, 1 day ago",
                mapping=mapping,
            )
        return _(
            "line_late",
            default="Late: was due on ${date}, ${days} days ago",
            mapping=mapping,
        )

    def exemption_text(self, stage: StageOverview) -> str | None:
        """What the council says about a lifted deadline."""
        exemption = stage.reading.exemption
        return exemption and exemption.text

    def days_away(self, day: date):
        """How far a day is from today, in words."""
        days = (day - self.overview.today).days
        mapping = {"days": abs(days)}
        if days == 0:
            return _("days_today", default="today")
        if days == 1:
            return _("days_tomorrow", default="tomorrow")
        if days == -1:
            return _("days_yesterday", default="yesterday")
        if days > 0:
            return _("days_from_now", default="${days} days from now", mapping=mapping)
        return _("days_ago", default="${days} days ago", mapping=mapping)

    def day_in_words(self, day: date):
        """Return "Sunday 13 October 2024, 12 days from now"."""
        away = translate(self.days_away(day), context=self.request)
        return _(
            "day_in_words",
            default="${date}, ${away}",
            mapping={"date": self.long_date(day), "away": away},
        )

    def legal_line(self, stage: StageOverview):
        """The last day in law, and how far off it is while it is awaited."""
        reading = stage.reading
        if reading.legal_day and reading.is_awaited:
            return self.day_in_words(reading.legal_day)
        return self.long_date(reading.legal_day)
