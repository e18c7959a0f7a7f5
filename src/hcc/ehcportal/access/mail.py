"""Mail to one person, and addresses in it that no visitor can bend.

The mail leaves with the commit, through the queue of the site's mail host. Its headers
are built by the standard library, which refuses a line break in any of them. A link
starts with the address that the council wrote into its settings: what a browser claims
as host is a stranger's word.
"""

from __future__ import annotations

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


def send_mail(address: str, subject: str, text: str) -> None:
    """Send a plain text to one address; messages of the catalogue are translated.

    Raises ``ValueError`` for an address or a subject with a line break in it.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _sender()
    mail["To"] = Address(addr_spec=address)
    mail["Subject"] = _in_words(subject)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_in_words(text))
    api.portal.get_tool("MailHost").send(mail)


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
