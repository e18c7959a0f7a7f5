"""The letters that are made from a case."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.texts.defaults import LETTER
from hcc.ehcportal.content.texts.defaults import TextDefaults


INFORMATION_REQUESTED = "letter-information-requested"

TEXTS = (
    TextDefaults(
        key=INFORMATION_REQUESTED,
        kind=LETTER,
        title=_(
            "text_information_requested_title", default="Letter: Information Requested"
        ),
        where=_(
            "text_information_requested_where",
            default="Above the tables of the services that were asked for advice, in "
            "the letter that staff make from a case.",
        ),
        subject=_(
            "text_information_requested_subject", default="Information Requested"
        ),
        text=_(
            "text_information_requested",
            default="The Local Authority will make contact with professionals that are "
            "involved with your child or young person to gather any additional "
            "information. The tables below show which services we have requested "
            "information from ahead of the Local Authority Multi-Agency Panel.\n\n"
            "If you have any other documents that you feel will help with this "
            "decision, please send them to ${help_address} or upload via your EHC "
            "Portal account.",
        ),
    ),
)
