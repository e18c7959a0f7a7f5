"""Whether mail can leave the site at all."""

from __future__ import annotations

from plone.base.interfaces import IMailSchema
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


def mail_is_set_up() -> bool:
    """Tell whether the site knows a mail server and whom its mails are from."""
    settings = getUtility(IRegistry).forInterface(IMailSchema, prefix="plone")
    return bool(settings.smtp_host and settings.email_from_address)
