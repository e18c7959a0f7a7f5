"""Mail to one person, and addresses in it that no visitor can bend.

The mail leaves with the commit, through the queue of the site's mail host. Its headers
are built by the standard library, which refuses a line break in any of them. A link
starts with the address that the council wrote into its settings: what a browser claims
as host is a stranger's word.
"""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hcc.ehcportal.content.settings import setting
from plone import api
from plone.base.interfaces import IMailSchema
from plone.registry.interfaces import IRegistry
from urllib.parse import urlsplit
from zope.component import getUtility
from zope.i18n import translate

import secrets


def send_mail(
    address: str,
    subject: str,
    text: str,
    *,
    html: str | None = None,
    list_name: str | None = None,
) -> str:
    """Send a text to one address, and return the Message-ID of the mail.

    Messages of the catalogue are translated. ``html`` says the same again, and
    ``list_name`` names the kind of mail to programs that sort them (RFC 2919). Raises
    ``ValueError`` for an address that is none, or a subject with a line break in it.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _sender()
    mail["To"] = _recipient(address)
    mail["Subject"] = _in_words(subject)
    mail["Message-ID"] = f"<{secrets.token_hex(16)}@{_host()}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if list_name is not None:
        mail["List-Id"] = f"<{list_name}.{_host()}>"
    # No server on the way has to be able to pass on more than ASCII.
    mail.set_content(_in_words(text), cte="quoted-printable")
    if html is not None:
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    api.portal.get_tool("MailHost").send(mail)
    return str(mail["Message-ID"])


def public_url(content=None) -> str:
    """Return the address at which the public finds ``content``, or the site."""
    site = api.portal.get()
    root = (setting("public_address") or site.absolute_url()).rstrip("/")
    if content is None:
        return root
    path = content.getPhysicalPath()[len(site.getPhysicalPath()) :]
    return "/".join((root, *path))


def council_name() -> str:
    """Return the name of the council, which is the title of its website."""
    return api.portal.get().title


def _recipient(address: str) -> Address:
    try:
        recipient = Address(addr_spec=address)
    except (HeaderParseError, IndexError, ValueError):
        recipient = Address()
    # A server that takes other letters in an address is the exception.
    if not (recipient.username and recipient.domain and address.isascii()):
        raise ValueError("This is no address that a mail could be sent to.")
    return recipient


def _sender() -> Address:
    settings = getUtility(IRegistry).forInterface(IMailSchema, prefix="plone")
    return Address(
        display_name=settings.email_from_name or council_name(),
        # A site that was never told its address must not fail over a mail.
        addr_spec=settings.email_from_address or f"noreply@{_host()}",
    )


def _host() -> str:
    return urlsplit(public_url()).hostname or "localhost"


def _in_words(message: str) -> str:
    return translate(message, context=api.portal.get().REQUEST)
