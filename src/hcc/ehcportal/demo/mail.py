"""Mail of the demonstration: into files, never to the network."""

from __future__ import annotations

from AccessControl.class_init import InitializeClass
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from hcc.ehcportal.demo.places import private_folder
from hcc.ehcportal.demo.places import write_privately
from plone import api
from Products.MailHost.interfaces import IMailHost
from Products.MailHost.MailHost import MailHost
from zope.interface import implementer
from zope.sendmail.interfaces import IMailer

import logging
import secrets


logger = logging.getLogger(__name__)


@implementer(IMailer)
class FileMailer:
    """Delivers a mail as a file that any mail program opens."""

    def vote(self, fromaddr: str, toaddrs: Sequence[str], message: bytes) -> None:
        """Fail the commit where mail could not be written afterwards."""
        private_folder("mail")

    def send(self, fromaddr: str, toaddrs: Sequence[str], message: bytes) -> None:
        """Write the mail and say where: the name of the file and nothing of it."""
        data = message if isinstance(message, bytes) else message.encode("utf-8")
        # In the order of their names: two can leave in the same second.
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}.eml"
        write_privately(private_folder("mail") / name, data)
        logger.info("A mail was written to mail/%s", name)

    def abort(self) -> None:
        """Nothing was begun that had to be undone."""


class FileMailHost(MailHost):
    """A mail host that knows no server, whatever its settings say."""

    def _makeMailer(self) -> FileMailer:
        return FileMailer()


InitializeClass(FileMailHost)


def keep_mail_in_files() -> None:
    """Put a mail host that writes files in the place of the site's own."""
    site = api.portal.get()
    site._delObject("MailHost")
    site._setObject("MailHost", FileMailHost("MailHost", title="Mail into var/mail"))
    site.getSiteManager().registerUtility(site.MailHost, IMailHost)
