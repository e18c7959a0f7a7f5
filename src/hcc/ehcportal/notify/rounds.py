"""One round: remind, make the mails that are due, see to files and to the queue."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from hcc.ehcportal.access.audit import machine_time
from hcc.ehcportal.access.begun import forget_old_requests
from hcc.ehcportal.access.begun import old_requests
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.uploads.pieces import forget_abandoned
from hcc.ehcportal.content.uploads.quarantine import Held
from hcc.ehcportal.content.uploads.quarantine import is_waiting
from hcc.ehcportal.content.uploads.quarantine import scan_held
from hcc.ehcportal.content.uploads.scanner import is_configured
from hcc.ehcportal.notify.mailer import mailer_of
from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.reminders import remind
from hcc.ehcportal.notify.sending import mail_to
from hcc.ehcportal.notify.sending import note_refusal
from OFS.interfaces import IFolder
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.component import getUtilitiesFor
from zope.component.hooks import site as placed_in
from zope.globalrequest import getRequest
from zope.interface import Interface

import logging
import transaction


logger = logging.getLogger(__name__)


class IErrand(Interface):
    """What else is to be done for a site at each look at its queue: a named utility.

    It commits by itself, and takes seconds at most: codes to sign in wait for it.
    """

    def __call__():
        """See to the site that acts now."""


# Mails must not wait for long while files are scanned.
_FILES = 20


def round_of(app) -> None:
    """Make the mails that are due in every site of a server, and see to its files."""
    for site in sites_in(app):
        with acting_in(site):
            make_mails()
            scan_files()
            forget_requests()
    forget_abandoned()


def empty_queues(app) -> None:
    """Send what waits in the queue of every site of a server that has the portal."""
    for site in sites_in(app):
        with acting_in(site):
            if portals_of_site():
                see_to_queue()
                run_errands()


def make_mails() -> None:
    """Remind, and make the mails that are due, each in a transaction of its own.

    What is wrong with one holds up no other.
    """
    transaction.begin()
    for portal in portals_of_site():
        attempt(remind, portal)
        for adult in Outbox(portal).due(machine_time()):
            attempt(mail_to, portal, adult)


def scan_files() -> None:
    """Scan files that came while the virus scanner was away, if it is back."""
    if not is_configured():
        return
    transaction.begin()
    for portal in portals_of_site():
        waiting = [uid for uid, _since in Held(portal).all() if is_waiting(uid)]
        for uid in waiting[:_FILES]:
            if not attempt(scan_held, portal, uid):
                return


def forget_requests() -> None:
    """Drop requests that are kept no longer, and with them what they say of a child.

    Those for an assessment that were begun and never sent; those for access that were
    decided longer ago than the council keeps them.
    """
    transaction.begin()
    for portal in portals_of_site():
        if old_requests(portal):
            attempt(forget_old_requests, portal)
        if Requests(portal).old():
            attempt(Requests(portal).forget_old)


def see_to_queue() -> None:
    """Send what waits in the queue, and write down which notices were refused."""
    queue = queue_of_site()
    if queue is None:
        return
    mailhost = api.portal.get_tool("MailHost")
    queue.rescue(_is_ours, machine_time())
    queue.empty(lambda: mailer_of(mailhost), machine_time())
    for mail in queue.refused():
        for portal in portals_of_site():
            if Mailings(portal).get(mail.message_id) is not None:
                done = attempt(note_refusal, portal, mail.message_id, mail.reason)
                if done:
                    mail.path.unlink(missing_ok=True)


def run_errands() -> None:
    """Do what other rooms have asked for; what is wrong with one holds up no other."""
    for _name, errand in sorted(getUtilitiesFor(IErrand)):
        try:
            errand()
        except Exception as error:
            transaction.abort()
            logger.error("An errand was broken off: %s", type(error).__name__)


@contextmanager
def acting_in(site) -> Iterator[None]:
    """Act in one of the sites of a server, and find content by its UID there.

    ``uuidToObject`` keeps the catalog that it asks on the request, which all sites
    share here: in the second one nothing would be found, and so be forgotten.
    """
    with placed_in(site):
        vars(getRequest()).pop("_catalog", None)
        yield


def sites_in(folder) -> Iterator:
    """Yield every Plone site of a server, also in folders."""
    for item in folder.objectValues():
        if IPloneSiteRoot.providedBy(item):
            yield item
        elif IFolder.providedBy(item):
            yield from sites_in(item)


def _is_ours(message_id: str) -> bool:
    return any(Mailings(portal).get(message_id) for portal in portals_of_site())


def attempt(act: Callable, *args) -> bool:
    """Do something in a transaction, and again where another was quicker.

    Tell whether it was done. What was in the way is logged by its kind: its text can
    name a person.
    """
    try:
        for chance in transaction.manager.attempts():
            with chance:
                act(*args)
    except Exception as error:
        logger.error("%s was not done: %s", act.__name__, type(error).__name__)
        return False
    return True
