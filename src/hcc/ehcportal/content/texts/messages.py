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
    TextDefaults(
        key="message-request-received",
        kind=MESSAGE,
        title=_("text_request_received_title", default="Message: request received"),
        where=_(
            "text_standard_where", default="Offered to staff when they write a message."
        ),
        subject=_("text_request_received_subject", default="We have your request"),
        text=_(
            "text_request_received",
            default="Hello,\n\n"
            "we have the request for an education, health and care needs assessment "
            "for ${child}. Its reference is ${reference}.\n\n"
            "${coordinator} is your EHCP Coordinator. Here in the portal you can see "
            "what happens and by when.",
        ),
    ),
    TextDefaults(
        key="message-information-needed",
        kind=MESSAGE,
        title=_("text_information_needed_title", default="Message: more needed"),
        where=_(
            "text_standard_where", default="Offered to staff when they write a message."
        ),
        subject=_(
            "text_information_needed_subject", default="We need something from you"
        ),
        text=_(
            "text_information_needed",
            default="Hello,\n\n"
            "to go on with ${child}'s assessment we still need from you:\n\n"
            "- \n\n"
            "If you have a question, write to ${help_address}.",
        ),
    ),
)
