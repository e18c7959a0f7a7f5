"""The queue of the site's mails: a folder of files, which survives whatever stops.

It is the folder that MailHost writes into, laid out by zope.sendmail: ``new`` for mails
that nobody has tried to send, ``cur`` for those that are tried again, ``tmp`` for those
whose transaction is not finished. A mail that was refused for good stays in its folder
under the name ``.rejected-550.…``, with the code that the mail server gave.

zope.sendmail can empty the folder too. It throws a mail away where the server only says
"later" (450 at RCPT) or does not know our password, waits three hours after any other
failure, for ever for a server that does not answer, and logs addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from hcc.ehcportal.notify.mailer import is_about_this_mail
from hcc.ehcportal.notify.mailer import refusal
from pathlib import Path
from zc.lockfile import LockError
from zc.lockfile import SimpleLockFile
from zope.sendmail.interfaces import IMailer
from zope.sendmail.maildir import Maildir

import logging
import os
import re


logger = logging.getLogger(__name__)

_REJECTED = ".rejected-"

# A name begins with the second in which the mail was put into the queue.
_NAME = re.compile(
    r"(\.rejected-((?P<reason>[0-9]{3}|[a-z_]+)\.)?)?(?P<seconds>[0-9]+)\..*"
)

# Why a mail was given up, where no server said so.
EXPIRED = "expired"

# A mail is tried again after a minute, and after an hour every quarter of an hour; the
# standard (RFC 5321, 4.5.4.1) asks for four or five days before it is given up.
_SOON = timedelta(minutes=1)
_LATER = timedelta(minutes=15)
_AN_HOUR = timedelta(hours=1)
_AT_MOST = timedelta(days=5)

# A transaction takes less. What lies in ``tmp`` for longer was left by a process that
# stopped in the middle.
_UNFINISHED = timedelta(minutes=5)


@dataclass(frozen=True)
class QueuedMail:
    """A mail in the queue. ``reason`` says why it was refused, if it was."""

    path: Path
    since: datetime
    reason: str | None = None

    @property
    def message_id(self) -> str:
        """The Message-ID; nothing where another process has sent the mail since."""
        try:
            with self.path.open("rb") as file:
                return BytesHeaderParser().parse(file)["Message-Id"] or ""
        except FileNotFoundError:
            return ""


class MailQueue:
    """The mails that wait in a folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def waiting(self) -> list[QueuedMail]:
        """Return the mails that are still to be sent, the oldest first."""
        return sorted(self._mails("[!.]*"), key=lambda mail: mail.since)

    def refused(self) -> list[QueuedMail]:
        """Return the mails that were refused for good, the oldest first."""
        return sorted(self._mails(f"{_REJECTED}*"), key=lambda mail: mail.since)

    def empty(self, mailer: Callable[[], IMailer], moment: datetime) -> None:
        """Send what is due, unless another process is at it.

        The lock goes with the process that holds it, so whatever stopped one does not
        stop the next.
        """
        Maildir(str(self.folder), True)
        try:
            lock = SimpleLockFile(str(self.folder / ".lock"))
        except LockError:
            return
        try:
            self._send_all(mailer, moment)
        finally:
            lock.close()

    def rescue(self, is_ours: Callable[[str], bool], moment: datetime) -> None:
        """Let go what was committed by a process that stopped before it did so.

        Whether that is so, only the database knows: ``is_ours`` tells it by the
        Message-ID.
        """
        for mail in self._mails("[!.]*", ("tmp",)):
            if moment - mail.since > _UNFINISHED and is_ours(mail.message_id):
                mail.path.rename(self.folder / "new" / mail.path.name)

    def _send_all(self, mailer: Callable[[], IMailer], moment: datetime) -> None:
        for mail in self.waiting():
            if not _is_due(mail, moment):
                continue
            try:
                _send(mail.path, mailer())
            except Exception as error:
                self._failed(mail, error, moment)
                if not is_about_this_mail(error):
                    # What ails the server keeps the other mails waiting too.
                    return
            else:
                mail.path.unlink()
                logger.info("A mail was handed to the mail server.")

    def _failed(self, mail: QueuedMail, error: Exception, moment: datetime) -> None:
        # The text of an error can name an address; its kind does not.
        code = getattr(error, "smtp_code", "")
        logger.warning("A mail was not sent: %s %s", type(error).__name__, code)
        reason = refusal(error)
        if reason is None and moment - mail.since > _AT_MOST:
            reason = EXPIRED
        if reason is None:
            tried = self.folder / "cur" / mail.path.name
            mail.path.rename(tried)
            os.utime(tried, (moment.timestamp(), moment.timestamp()))
        else:
            name = f"{_REJECTED}{reason}.{mail.path.name}"
            mail.path.rename(mail.path.with_name(name))

    def _mails(
        self, names: str, folders: Iterable[str] = ("new", "cur")
    ) -> Iterator[QueuedMail]:
        for folder in folders:
            for path in list((self.folder / folder).glob(names)):
                found = _NAME.fullmatch(path.name)
                since = datetime.fromtimestamp(int(found["seconds"]), UTC)
                yield QueuedMail(path, since, found["reason"])


def _is_due(mail: QueuedMail, moment: datetime) -> bool:
    if mail.path.parent.name == "new":
        return True
    tried = datetime.fromtimestamp(mail.path.stat().st_mtime, UTC)
    pause = _SOON if moment - mail.since < _AN_HOUR else _LATER
    return moment - tried >= pause


def _send(path: Path, mailer: IMailer) -> None:
    sender, recipients, mail = path.read_bytes().split(b"\n", 2)
    mailer.send(_addresses(sender)[0], _addresses(recipients), mail)


def _addresses(line: bytes) -> list[str]:
    """Return the addresses of a line as "X-Zope-To: Name <a@example.org>"."""
    _name, _colon, value = line.decode().partition(":")
    return [address for _name, address in getaddresses([value]) if address]
