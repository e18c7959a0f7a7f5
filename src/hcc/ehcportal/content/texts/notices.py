"""The mails that tell a family of something new.

One mail can tell of several things: the greeting, what happened in a paragraph or two
each, and the ending. A mail of one thing has the subject of that thing, one of several
the subject of the greeting.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.texts.defaults import NOTICE
from hcc.ehcportal.content.texts.defaults import TextDefaults


GREETING = "notice-greeting"
ENDING = "notice-ending"

# What a mail can tell of has the text with the name of its kind behind this.
PREFIX = "notice-"

TEXTS = (
    TextDefaults(
        key=GREETING,
        kind=NOTICE,
        title=_("text_notice_greeting_title", default="Mail: greeting"),
        where=_(
            "text_notice_greeting_where",
            default="Begins every mail about news. The subject is that of mails which "
            "tell of several things.",
        ),
        subject=_(
            "text_notice_greeting_subject",
            default="News in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_greeting",
            default="Hello,\n\nThere is news for you in the EHC Portal of ${council}.",
        ),
    ),
    TextDefaults(
        key=ENDING,
        kind=NOTICE,
        title=_("text_notice_ending_title", default="Mail: ending"),
        where=_("text_notice_ending_where", default="Ends every mail about news."),
        text=_(
            "text_notice_ending",
            default="Sign in to the portal:\n${link}\n\n"
            "If you need help, write to ${help_address}.\n\n"
            "This mail was sent by a programme: please do not answer it. You can "
            "choose in the portal, under “My account”, which mails you get.\n\n"
            "${council}",
        ),
    ),
    TextDefaults(
        key="notice-document",
        kind=NOTICE,
        title=_("text_notice_document_title", default="Mail: new document"),
        where=_(
            "text_notice_document_where",
            default="Sent when a document is published to the family.",
        ),
        subject=_(
            "text_notice_document_subject",
            default="New document in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_document",
            default="New document: we have put a document into case ${reference}, "
            "which is at the stage “${stage}”. You find it under “Documents you have "
            "been sent”.\n\n"
            "You have until ${until} to tell us what you think of the draft plan.",
        ),
    ),
    TextDefaults(
        key="notice-document_replaced",
        kind=NOTICE,
        title=_("text_notice_replaced_title", default="Mail: document replaced"),
        where=_(
            "text_notice_replaced_where",
            default="Sent when a document that the family has gets a new version.",
        ),
        subject=_(
            "text_notice_replaced_subject",
            default="New version of a document in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_replaced",
            default="New version: we have put another version in the place of a "
            "document in case ${reference}, which is at the stage “${stage}”. You find "
            "it under “Documents you have been sent”. Please read this one.\n\n"
            "You have until ${until} to tell us what you think of the draft plan.",
        ),
    ),
    TextDefaults(
        key="notice-message",
        kind=NOTICE,
        title=_("text_notice_message_title", default="Mail: new message"),
        where=_(
            "text_notice_message_where",
            default="Sent when a message is sent to the family.",
        ),
        subject=_(
            "text_notice_message_subject",
            default="New message in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_message",
            default="New message: we have written to you in case ${reference}, which "
            "is at the stage “${stage}”. You find it under “Messages”.",
        ),
    ),
    TextDefaults(
        key="notice-stage",
        kind=NOTICE,
        title=_("text_notice_stage_title", default="Mail: changed stage"),
        where=_(
            "text_notice_stage_where",
            default="Sent when a stage is started, finished, left out or reopened.",
        ),
        subject=_(
            "text_notice_stage_subject",
            default="Case ${reference} has moved on: ${stage}",
        ),
        text=_(
            "text_notice_stage",
            default="Changed stage: case ${reference} has moved on at the stage "
            "“${stage}”. The portal shows what happens now. You do not have to do "
            "anything for this.\n\n"
            "We are to finish this stage by ${until}.",
        ),
    ),
    TextDefaults(
        key="notice-form_returned",
        kind=NOTICE,
        title=_("text_notice_form_title", default="Mail: returned form"),
        where=_(
            "text_notice_form_where",
            default="Sent when a form is returned to the family.",
        ),
        subject=_(
            "text_notice_form_subject",
            default="Please complete a form in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_form",
            default="Returned form: we need something more in a form that you sent us "
            "in case ${reference}, which is at the stage “${stage}”. Open it under "
            "“Items to complete”: it says what is missing. All that you wrote and "
            "attached is still there. Please send it again as soon as you can.\n\n"
            "We ask for it by ${until}.",
        ),
    ),
    TextDefaults(
        key="notice-form_sent",
        kind=NOTICE,
        title=_("text_notice_form_sent_title", default="Mail: form to fill in"),
        where=_(
            "text_notice_form_sent_where",
            default="Sent when staff send a form to the family.",
        ),
        subject=_(
            "text_notice_form_sent_subject",
            default="A form for you in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_form_sent",
            default="Form to fill in: there is a form for you in case ${reference}, "
            "which is at the stage “${stage}”. You find it under “Items to complete”. "
            "You can stop at any time and go on later.\n\n"
            "We ask for it by ${until}.",
        ),
    ),
    TextDefaults(
        key="notice-form_submitted",
        kind=NOTICE,
        title=_("text_notice_form_submitted_title", default="Mail: receipt of a form"),
        where=_(
            "text_notice_form_submitted_where",
            default="Sent to the adult who submitted a form.",
        ),
        subject=_(
            "text_notice_form_submitted_subject",
            default="We have your form in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_form_submitted",
            default="Form received: the form that you submitted in case ${reference}, "
            "which is at the stage “${stage}”, has arrived. You find it, with its "
            "receipt number and all that you wrote and attached, under “View My "
            "Submitted Forms”. You do not have to do "
            "anything for this.",
        ),
    ),
    TextDefaults(
        key="notice-decision",
        kind=NOTICE,
        title=_("text_notice_decision_title", default="Mail: decision"),
        where=_(
            "text_notice_decision_where",
            default="Sent to everybody with access when the date of a decision letter "
            "is recorded.",
        ),
        subject=_(
            "text_notice_decision_subject",
            default="Decision in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_decision",
            default="Decision: we have made a decision in case ${reference}, at the "
            "stage “${stage}”. Please read the letter, which also says what you can "
            "do if you disagree.\n\n"
            "You can appeal to the tribunal until ${until}.",
        ),
    ),
    TextDefaults(
        key="notice-draft_plan",
        kind=NOTICE,
        title=_("text_notice_draft_plan_title", default="Mail: draft plan"),
        where=_(
            "text_notice_draft_plan_where",
            default="Sent to everybody with access when the date is recorded on which "
            "the draft plan was served.",
        ),
        subject=_(
            "text_notice_draft_plan_subject",
            default="Draft plan in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_draft_plan",
            default="Draft plan: the draft of the plan in case ${reference} is ready, "
            "at the stage “${stage}”. Please read it, and tell us what you think and "
            "which school or other place you would like the plan to name.\n\n"
            "You have until ${until} to do so.",
        ),
    ),
    TextDefaults(
        key="notice-final_plan",
        kind=NOTICE,
        title=_("text_notice_final_plan_title", default="Mail: final plan"),
        where=_(
            "text_notice_final_plan_where",
            default="Sent to everybody with access when the date is recorded on which "
            "the final plan was issued.",
        ),
        subject=_(
            "text_notice_final_plan_subject",
            default="Final plan in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_final_plan",
            default="Final plan: we have issued the plan in case ${reference}, at the "
            "stage “${stage}”. Please read it and the letter with it, which also says "
            "what you can do if you disagree.\n\n"
            "You can appeal to the tribunal until ${until}.",
        ),
    ),
    TextDefaults(
        key="notice-date",
        kind=NOTICE,
        title=_("text_notice_date_title", default="Mail: new date"),
        where=_(
            "text_notice_date_where",
            default="Sent when the timetable of a case shows a new day. The stage is "
            "what the day is of.",
        ),
        subject=_(
            "text_notice_date_subject",
            default="New date in case ${reference}: ${stage}",
        ),
        text=_(
            "text_notice_date",
            default="New date: the timetable of case ${reference} now says ${until} "
            "for “${stage}”. The portal shows all its dates.",
        ),
    ),
    TextDefaults(
        key="notice-reminder",
        kind=NOTICE,
        title=_("text_notice_reminder_title", default="Mail: reminder"),
        where=_(
            "text_notice_reminder_where",
            default="Sent five days before the family's last day to comment on a "
            "draft plan.",
        ),
        subject=_(
            "text_notice_reminder_subject",
            default="Reminder for case ${reference}: ${stage} until ${until}",
        ),
        text=_(
            "text_notice_reminder",
            default="Reminder: ${until} is the last day on which you can tell us what "
            "you think of the draft plan in case ${reference}, and which school or "
            "other place you would like it to name. This is the stage “${stage}”. If "
            "you have done so, you do not have to do anything.",
        ),
    ),
)
