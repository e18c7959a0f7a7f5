"""The pages of one case, in the words and the order of the user guide."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.portal.page import CasePage
from hcc.ehcportal.portal.tracker import TrackerWords


class Dashboard(TrackerWords, CasePage):
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
            and self.is_awaited(stage)
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


class ItemsToComplete(CasePage):
    """The forms that wait for the family."""

    entry = "complete"
    title = _("title_items_to_complete", default="Items to complete")


class Messages(CasePage):
    """The family's inbox."""

    entry = "messages"
    title = _("title_messages", default="Messages")
