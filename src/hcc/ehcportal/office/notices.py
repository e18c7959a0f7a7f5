"""What of the mails to families waits, what was sent, and what was refused for good."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import machine_time
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.notify.mailer import BAD_ADDRESS
from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.mailings import Mailing
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.mailqueue import EXPIRED
from hcc.ehcportal.notify.mailqueue import QueuedMail
from hcc.ehcportal.notify.notices import DATE
from hcc.ehcportal.notify.notices import DECISION
from hcc.ehcportal.notify.notices import DOCUMENT
from hcc.ehcportal.notify.notices import DRAFT_PLAN
from hcc.ehcportal.notify.notices import FINAL_PLAN
from hcc.ehcportal.notify.notices import FORM_RETURNED
from hcc.ehcportal.notify.notices import FORM_SENT
from hcc.ehcportal.notify.notices import FORM_SUBMITTED
from hcc.ehcportal.notify.notices import MESSAGE
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.notices import REMINDER
from hcc.ehcportal.notify.notices import REPLACED
from hcc.ehcportal.notify.notices import STAGE
from hcc.ehcportal.notify.outbox import case_at
from hcc.ehcportal.notify.outbox import Entry
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.sending import NO_ADDRESS
from hcc.ehcportal.notify.sending import send_again
from hcc.ehcportal.office.page import OfficePage
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from zope.i18n import translate


# How many mails of each table are shown.
_SHOWN = 50

# Notices that wait for so much longer than their time were made by nobody's round.
_FORGOTTEN = timedelta(minutes=15)

KINDS = {
    DATE: _("notice_kind_date", default="New date"),
    DECISION: _("notice_kind_decision", default="Decision"),
    DOCUMENT: _("notice_kind_document", default="Document"),
    DRAFT_PLAN: _("notice_kind_draft_plan", default="Draft plan"),
    FINAL_PLAN: _("notice_kind_final_plan", default="Final plan"),
    REPLACED: _("notice_kind_replaced", default="New version of a document"),
    FORM_RETURNED: _("notice_kind_form_returned", default="Returned form"),
    FORM_SENT: _("notice_kind_form_sent", default="Form to fill in"),
    FORM_SUBMITTED: _("notice_kind_form_submitted", default="Form received"),
    MESSAGE: _("notice_kind_message", default="Message"),
    REMINDER: _("notice_kind_reminder", default="Reminder"),
    STAGE: _("notice_kind_stage", default="Stage"),
}

_REASONS = {
    NO_ADDRESS: _(
        "notice_no_address", default="The account has no e-mail address that works."
    ),
    BAD_ADDRESS: _(
        "notice_bad_address", default="The mail server cannot send to this address."
    ),
    EXPIRED: _(
        "notice_expired",
        default="The mail server of the recipient did not take it for five days.",
    ),
}


@dataclass(frozen=True)
class CaseLink:
    """A case by its reference; its child is named in the case alone."""

    reference: str
    url: str


@dataclass(frozen=True)
class MailRow:
    """One mail, or what will be one, in words."""

    message_id: str
    person: str
    cases: tuple[CaseLink, ...]
    kinds: str
    when: str
    reason: str = ""


class NoticesPage(OfficePage):
    """Shows where the mails are; sends again what was refused, by POST alone."""

    def __call__(self):
        if "again" in self.request.form:
            PostOnly(self.request)
            CheckAuthenticator(self.request)
            self._send_again(str(self.request.form["again"]))
            self.request.response.redirect(f"{self.context.absolute_url()}/ehc-notices")
            return ""
        return super().__call__()

    @cached_property
    def refused(self) -> list[MailRow]:
        """The mails that were refused for good."""
        return [self._row(mail, mail.failed_at) for mail in self._refused[:_SHOWN]]

    @cached_property
    def waiting(self) -> list[MailRow]:
        """What is still to be made into mails, a row for each adult."""
        return [
            self._made(adult, [e.place for e in entries], entries[0].since)
            for adult, entries in list(self._waiting.items())[:_SHOWN]
        ]

    @cached_property
    def queued(self) -> list[MailRow]:
        """The mails that the mail server has not taken yet."""
        return [self._row(mail, mail.handed_at) for mail in self._queued[:_SHOWN]]

    @property
    def counts(self) -> dict[str, int]:
        """How long each table would be, where it is too long to be shown."""
        lengths = {
            "refused": len(self._refused),
            "queued": len(self._queued),
            "waiting": len(self._waiting),
        }
        return {name: length for name, length in lengths.items() if length > _SHOWN}

    @property
    def queued_others(self) -> int:
        """How many other mails wait with them, such as codes to sign in."""
        return len(self._in_queue) - len(self._queued)

    @property
    def refused_others(self) -> int:
        """How many other mails were refused for good."""
        queue = queue_of_site()
        return len(queue.refused()) if queue else 0

    @cached_property
    def sent(self) -> list[MailRow]:
        """The latest mails that the mail server has taken."""
        queued = {mail.message_id for mail in self._in_queue}
        return [
            self._row(mailing, mailing.handed_at)
            for mailing in Mailings(self.context).latest(_SHOWN)
            if mailing.failed_at is None and mailing.message_id not in queued
        ]

    @property
    def is_forgotten(self) -> bool:
        """Whether no process makes the mails."""
        pause = timedelta(minutes=setting("notice_minutes")) + _FORGOTTEN
        return any(
            machine_time() - entry.since > pause for entry in Outbox(self.context).all()
        )

    @cached_property
    def _refused(self) -> list[Mailing]:
        return list(Mailings(self.context).refused())

    @cached_property
    def _waiting(self) -> dict[str, list[Entry]]:
        gathered = {}
        for entry in sorted(Outbox(self.context).all(), key=lambda each: each.since):
            gathered.setdefault(entry.adult, []).append(entry)
        return gathered

    @cached_property
    def _queued(self) -> list[Mailing]:
        found = (Mailings(self.context).get(m.message_id) for m in self._in_queue)
        return [mailing for mailing in found if mailing]

    @cached_property
    def _in_queue(self) -> list[QueuedMail]:
        queue = queue_of_site()
        return queue.waiting() if queue else []

    def _row(self, mailing: Mailing, when: datetime) -> MailRow:
        return self._made(
            mailing.adult, mailing.places, when, mailing.message_id, mailing.reason
        )

    def _made(
        self,
        adult: str,
        places: Iterable[tuple[str, str, str]],
        when: datetime,
        message_id: str = "",
        reason: str | None = None,
    ) -> MailRow:
        cases, kinds = {}, {}
        for case, notice in self._noticed(places):
            link = CaseLink(case.reference or case.getId(), case.absolute_url())
            cases[case.getId()] = link
            kinds[notice.kind] = translate(KINDS[notice.kind], context=self.request)
        return MailRow(
            message_id=message_id,
            person=full_name(adult),
            cases=tuple(cases.values()),
            kinds=", ".join(kinds.values()),
            when=moment(when, api.portal.get_current_language()),
            reason=_reason(reason) if reason else "",
        )

    def _noticed(self, places) -> Iterator:
        for place in places:
            case = case_at(self.context, place)
            if case is not None and visible_cases([case]):
                yield case, Notices(case).get(place[-1])

    def _send_again(self, message_id: str) -> None:
        if message_id not in {mailing.message_id for mailing in self._refused}:
            # Somebody else was quicker.
            text = _("notice_gone", default="This mail does not wait for you any more.")
            api.portal.show_message(text, self.request, type="warning")
            return
        send_again(self.context, message_id)
        text = _("notice_again", default="The mail is sent again within minutes.")
        api.portal.show_message(text, self.request)


def _reason(reason: str) -> str:
    return _REASONS.get(reason) or _(
        "notice_refused",
        default="The mail server refused it (${code}).",
        mapping={"code": reason},
    )
