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

DOCUMENT_STATES = {
    "draft": _("office_document_draft", default="Draft"),
    "published": _("office_document_published", default="Published"),
    "withdrawn": _("office_document_withdrawn", default="Withdrawn"),
}

MESSAGE_STATES = {
    "draft": _("office_message_draft", default="Draft"),
    "sent": _("office_message_sent", default="Sent"),
}

# What a day of the timetable is.
DATE_KINDS = {
    "done": _("office_date_done", default="Done"),
    "legal": _("office_date_legal", default="Last day that the law allows"),
    "target": _("office_date_target", default="Target of the council"),
}

FORM_STATES = {
    "draft": _("office_form_sent", default="Sent, not yet returned"),
    "submitted": _("office_form_submitted", default="Received, waits for you"),
    "received": _("office_form_received", default="Marked as received"),
    "returned": _("office_form_returned", default="Returned to the family"),
}

KINDS_OF_CONTENT = {
    "EHCCase": _("office_kind_case", default="Case"),
    "EHCStage": _("office_kind_stage", default="Stage"),
    "EHCDocument": _("office_kind_document", default="Document"),
    "EHCMessage": _("office_kind_message", default="Message"),
    "EHCSupportingForm": _("office_kind_form", default="Form"),
}

# What a button says, by the transition that it does.
ACTS = {
    "open": _("act_open", default="Open to the family"),
    "reopen": _("act_reopen", default="Reopen"),
    "archive": _("act_archive", default="Archive"),
    "restore": _("act_restore", default="Restore"),
    "start": _("act_start", default="Start"),
    "finish": _("act_finish", default="Finish"),
    "skip": _("act_skip", default="Mark as not needed"),
    "receive": _("act_receive", default="Mark as received"),
}

ACTS_ON = {"EHCStage": {"restore": _("act_restore_stage", default="Mark as needed")}}

# What the history says was done.
ACTS_DONE = {
    "made": _("done_made", default="Made"),
    "changed": _("done_changed", default="Changed"),
    "deleted": _("done_deleted", default="Deleted"),
    "open": _("done_open", default="Opened to the family"),
    "close": _("done_close", default="Closed"),
    "reopen": _("done_reopen", default="Reopened"),
    "archive": _("done_archive", default="Archived"),
    "restore": _("done_restore", default="Restored"),
    "start": _("done_start", default="Started"),
    "finish": _("done_finish", default="Finished"),
    "skip": _("done_skip", default="Marked as not needed"),
    "publish": _("done_publish", default="Published"),
    "withdraw": _("done_withdraw", default="Withdrawn"),
    "send": _("done_send", default="Sent"),
    "submit": _("done_submit", default="Submitted"),
    "receive": _("done_receive", default="Marked as received"),
    "return": _("done_return", default="Returned"),
}
