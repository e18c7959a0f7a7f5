"""Talking to the mail server, and what its answers mean."""

from __future__ import annotations

from functools import partial
from smtplib import SMTP
from smtplib import SMTP_SSL
from smtplib import SMTPDataError
from smtplib import SMTPException
from smtplib import SMTPRecipientsRefused
from zope.sendmail.interfaces import IMailer
from zope.sendmail.mailer import SMTPMailer


# How many seconds a mail server has for each of its answers.
TIMEOUT = 30

# Why a mail cannot be sent to an address that its server cannot spell.
BAD_ADDRESS = "bad_address"


class _Leaving:
    """A server that hangs up before the good-bye has taken the mail all the same."""

    def quit(self):
        try:
            return super().quit()
        except (SMTPException, OSError):
            self.close()


class _Connection(_Leaving, SMTP):
    pass


class _SecureConnection(_Leaving, SMTP_SSL):
    pass


def mailer_of(mailhost) -> IMailer:
    """Return what the site's mail host sends with, with an end to its patience."""
    mailer = mailhost._makeMailer()
    if isinstance(mailer, SMTPMailer):
        connection = _SecureConnection if mailer.implicit_tls else _Connection
        mailer.smtp = partial(connection, timeout=TIMEOUT)
    return mailer


def is_about_this_mail(error: Exception) -> bool:
    """Tell whether the next mail may fare better than the one that met an error."""
    return isinstance(error, (SMTPDataError, SMTPRecipientsRefused, UnicodeError))


def refusal(error: Exception) -> str | None:
    """Return why a mail will never be taken: a code or a key; nothing if it may be.

    Only what the server says of the recipients or of the mail itself is final. That it
    does not know us, or is not there, is for the council to put right: the mails wait.
    """
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return str(min(codes)) if min(codes) >= 500 else None
    if isinstance(error, SMTPDataError):
        return str(error.smtp_code) if error.smtp_code >= 500 else None
    if isinstance(error, UnicodeError):
        return BAD_ADDRESS
    return None
