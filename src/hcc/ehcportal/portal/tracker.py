"""The words of the stage tracker."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.process.stages import TrackerState


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
        if reading.due is None or not self.is_awaited(stage):
            return None
        mapping = {"stage": stage.title, "date": self.short_date(reading.due)}
        if reading.legal_day:
            return _("line_due", default="${stage} Due: ${date}", mapping=mapping)
        return _("line_target", default="${stage} Target: ${date}", mapping=mapping)

    def target_line(self, stage: StageOverview):
        """The council's own earlier date beside the legal one, or None."""
        reading = stage.reading
        if not (reading.legal_day and reading.target and self.is_awaited(stage)):
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

    def is_awaited(self, stage: StageOverview) -> bool:
        """Whether a date of the stage still lies before the family."""
        return stage.reading.state in (
            TrackerState.IN_PROGRESS,
            TrackerState.NEXT,
            TrackerState.LATER,
        )

    def exemption_text(self, stage: StageOverview) -> str | None:
        """What the council says about a lifted deadline."""
        exemption = stage.reading.exemption
        return exemption and exemption.text
