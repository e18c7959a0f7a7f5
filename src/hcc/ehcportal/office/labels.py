"""Words for the states that staff read."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.process.stages import TrackerState


CASE_STATES = {
    "preparing": _("office_case_preparing", default="In preparation"),
    "open": _("office_case_open", default="Open"),
    "closed": _("office_case_closed", default="Closed"),
    "archived": _("office_case_archived", default="Archived"),
}

STAGE_STATES = {
    TrackerState.DONE: _("office_stage_done", default="Done"),
    TrackerState.IN_PROGRESS: _("office_stage_in_progress", default="In progress"),
    TrackerState.NEXT: _("office_stage_next", default="Next"),
    TrackerState.LATER: _("office_stage_later", default="Later"),
    TrackerState.NOT_NEEDED: _("office_stage_not_needed", default="Not needed"),
    TrackerState.ENDED: _("office_stage_ended", default="The case has ended"),
}
