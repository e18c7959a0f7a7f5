"""The pages of one case, in the words and the order of the user guide."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.tracker import TrackerWords
from hcc.ehcportal.portal.complete import FormsOffered
from hcc.ehcportal.portal.page import CasePage


class Dashboard(TrackerWords, FormsOffered):
    """Where the assessment stands and what is new."""

    entry = "dashboard"

    @property
    def title(self):
        return _(
            "title_dashboard",
            default="EHC Assessment and Plan - ${name}",
            mapping={"name": self.overview.name},
        )

    def side_menu(self):
        """The dashboard leads to everything itself, as in the guide."""
        return iter(())

    def awaited(self) -> list[StageOverview]:
        """The stages whose days the panel of dates tells: the present and the late."""
        present = self.overview.current
        return [
            stage
            for stage in self.overview.stages
            if stage.reading.due
            and stage.reading.is_awaited
            and (stage is present or stage.reading.is_late)
        ]


class RequestDetails(TrackerWords, CasePage):
    """The request and all its dates."""

    entry = "details"
    title = _("title_details", default="EHC Request Details")


class Involvements(CasePage):
    """Who is involved with the child."""

    entry = "involvements"
    title = _("title_involvements", default="SEN Involvements")


class ItemsToView(CasePage):
    """The documents that the family has been sent."""

    entry = "view"
    title = _("title_items_to_view", default="Items to view")


class Print(RequestDetails):
    """The timetable and the dashboard on paper: one sheet of A4, with its date."""

    title = _("title_print", default="EHC Process Dates")

    @property
    def made_at(self) -> str:
        return self.moment(now())
