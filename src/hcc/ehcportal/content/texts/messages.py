"""The messages that staff send often."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.texts.defaults import MESSAGE
from hcc.ehcportal.content.texts.defaults import TextDefaults


HANDOVER = "message-handover"

TEXTS = (
    TextDefaults(
        key=HANDOVER,
        kind=MESSAGE,
        title=_("text_handover_title", default="Message: new coordinator"),
        where=_(
            "text_handover_where",
            default="Sent to the family when a case is handed to another coordinator.",
        ),
        subject=_("text_handover_subject", default="EHC Handover to new team"),
        text=_(
            "text_handover",
            default="Hello,\n\n"
            "your case has been handed over, and ${coordinator} is now your EHCP "
            "Coordinator. You do not have to send anything again.\n\n"
            "If you have a question, please use existing methods of communications.",
        ),
    ),
)
