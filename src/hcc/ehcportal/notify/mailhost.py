"""The queue of the site's mail host, which is switched on with the portal.

Without it a mail leaves at the end of the commit, and is lost where the server does not
answer then. Plone's control panel cannot switch it on.
"""

from __future__ import annotations

from hcc.ehcportal.access.var import shared_var
from hcc.ehcportal.notify.mailqueue import MailQueue
from pathlib import Path
from plone import api
from zope.annotation.interfaces import IAnnotations

import os


_KEY = "hcc.ehcportal.mailhost"

# Names another folder than that in the instance's ``var``.
_FOLDER = "EHC_MAIL_QUEUE"


def switch_queue_on() -> None:
    """Let the mails of the site wait in a queue; a queue that there is stays."""
    mailhost = api.portal.get_tool("MailHost")
    if mailhost.smtp_queue:
        return
    kept = IAnnotations(api.portal.get())
    kept.setdefault(_KEY, (mailhost.smtp_queue, mailhost.smtp_queue_directory))
    folder = _folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    mailhost.smtp_queue_directory = str(folder)
    mailhost.smtp_queue = True


def switch_queue_back() -> None:
    """Leave the mail host as it was before the portal came."""
    before = IAnnotations(api.portal.get()).pop(_KEY, None)
    if before is not None:
        mailhost = api.portal.get_tool("MailHost")
        mailhost.smtp_queue, mailhost.smtp_queue_directory = before


def queue_of_site() -> MailQueue | None:
    """Return the queue of the site's mails, if it has one."""
    mailhost = api.portal.get_tool("MailHost")
    if not mailhost.smtp_queue:
        return None
    return MailQueue(Path(mailhost.smtp_queue_directory))


def _folder() -> Path:
    """Return where the queue is to lie: in ``var``, or where it was told to."""
    chosen = os.environ.get(_FOLDER)
    if chosen:
        return Path(chosen).absolute()
    return shared_var() / "mail-queue"
