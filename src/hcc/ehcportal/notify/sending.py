"""From the notices that wait to the mails: one for an adult, about all their cases.

A mail is made in the transaction that marks its notices as mailed, and handed to the
mail host, which lets it go with the commit. An aborted transaction leaves the notices
waiting and drops the mail; two processes that make the same mail cannot both commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from hcc.ehcportal.access.audit import machine_time
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.notify.mailings import Mailing
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.notices import DATE
from hcc.ehcportal.notify.notices import DOCUMENT
from hcc.ehcportal.notify.notices import FORM_RETURNED
from hcc.ehcportal.notify.notices import FORM_SENT
from hcc.ehcportal.notify.notices import FORM_SUBMITTED
from hcc.ehcportal.notify.notices import KINDS
from hcc.ehcportal.notify.notices import MESSAGE
from hcc.ehcportal.notify.notices import Notice
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.notices import REPLACED
from hcc.ehcportal.notify.outbox import case_at
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.outbox import place_of
from hcc.ehcportal.notify.telling import holders_of
from hcc.ehcportal.notify.telling import news_of
from hcc.ehcportal.notify.words import mail_about
from plone import api

import secrets


# What programs that sort mails know ours by.
_LIST_NAME = "ehc-notices"

# Why no mail could be made at all.
NO_ADDRESS = "no_address"


def mail_to(portal, adult: str) -> None:
    """Make the mail to one adult of everything that waits for them."""
    outbox = Outbox(portal)
    entries = outbox.of(adult)
    told = list(_still_to_tell(portal, adult, entries))
    for entry in entries:
        outbox.drop(entry)
    if told:
        _mail(portal, adult, told)


def note_refusal(portal, message_id: str, reason: str) -> None:
    """Write down that a mail will not arrive. Raises ``KeyError`` for no mail of ours.

    A notice that was mailed again since then is left as it is.
    """
    refused = Mailings(portal).refuse(message_id, reason, machine_time())
    for case, notice in _noticed(portal, refused):
        if notice.message_id == message_id:
            Notices(case).mark_failed(notice.id)


def send_again(portal, message_id: str) -> None:
    """Mail anew what was in a refused mail, at once. Raises ``KeyError``."""
    settled = Mailings(portal).settle(message_id)
    for case, notice in _noticed(portal, settled):
        Notices(case).mark_waiting(notice.id)
        Outbox(portal).put(case, notice, at_once=True)


def _still_to_tell(portal, adult: str, entries) -> Iterator[tuple[object, Notice]]:
    """Yield what waits, but for cases that the adult cannot see any more."""
    for entry in entries:
        case = case_at(portal, entry.place)
        if case is None:
            continue
        if adult in holders_of(case):
            yield case, Notices(case).get(entry.place[-1])
        else:
            Notices(case).mark_withheld(entry.place[-1])


def _mail(portal, adult: str, told: list[tuple[object, Notice]]) -> None:
    message_id = _send(portal, adult, told)
    for case, notice in told:
        if message_id:
            Notices(case).mark_mailed(notice.id, message_id)
        else:
            Notices(case).mark_failed(notice.id)
    moment = machine_time()
    Mailings(portal).add(
        Mailing(
            message_id=message_id or secrets.token_hex(16),
            adult=adult,
            places=tuple(place_of(case, notice) for case, notice in told),
            handed_at=moment,
            failed_at=None if message_id else moment,
            reason=None if message_id else NO_ADDRESS,
        )
    )


def _send(portal, adult: str, told) -> str | None:
    """Hand the mail to the mail host; return nothing where there is no address."""
    user = api.user.get(userid=adult)
    address = (user and user.getProperty("email")) or ""
    news = [news_of(case, notice) for case, notice in _last_words(told)]
    mail = mail_about(portal, news)
    try:
        return send_mail(
            address, mail.subject, mail.text, html=mail.html, list_name=_LIST_NAME
        )
    except ValueError:
        return None


# What happened by itself each time: no later word takes its place.
_EACH = (DOCUMENT, REPLACED, MESSAGE, FORM_RETURNED, FORM_SENT, FORM_SUBMITTED)


def _last_words(told: Iterable[tuple[object, Notice]]) -> list[tuple[object, Notice]]:
    """Leave out what a later notice overtakes, and put what matters most first."""
    last = {}
    for case, notice in told:
        last[_overtaken_by(case, notice)] = (case, notice)
    return sorted(last.values(), key=lambda item: KINDS.index(item[1].kind))


def _overtaken_by(case, notice: Notice) -> tuple[str, ...]:
    """Return what only the last word counts of: where a case stands, what a date is."""
    if notice.kind in _EACH:
        return case.getId(), notice.kind, notice.id
    if notice.kind == DATE:
        return case.getId(), notice.kind, notice.stage
    return case.getId(), notice.kind


def _noticed(portal, mailing: Mailing) -> Iterator[tuple[object, Notice]]:
    for place in mailing.places:
        case = case_at(portal, place)
        if case is not None:
            yield case, Notices(case).get(place[-1])
