"""Catches the mails of a site in a test, as they would leave it."""

from dataclasses import dataclass
from email import message_from_bytes
from email import policy
from plone import api
from Products.MailHost.MailHost import MailBase

import re


@dataclass(frozen=True)
class Letter:
    """One mail. ``whole`` is everything in it, with the headers as they are sent."""

    to: str
    subject: str
    text: str
    whole: str

    @property
    def link(self) -> str:
        """The one link in it."""
        (link,) = re.findall(r"https?://\S+", self.text)
        return link

    @property
    def token(self) -> str:
        """The token that the link carries."""
        return self.link.partition("token=")[2]


def catch_mails(monkeypatch) -> list[Letter]:
    """Set the site's mail up and return the list that every mail gets into."""
    letters = []

    def catch(mailhost, sender, recipients, message, immediate=False):
        mail = message_from_bytes(_bytes(message), policy=policy.default)
        text = mail.get_body(("plain",)).get_content()
        parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
        whole = "\n".join([mail.as_string(), *parts])
        letters.append(Letter(mail["To"], mail["Subject"], text, whole))

    monkeypatch.setattr(MailBase, "_send", catch)
    for name, value in {
        "plone.email_from_address": "ehc@example.gov.uk",
        "plone.email_from_name": "The council",
        "plone.smtp_host": "localhost",
        "ehc.public_address": "https://www.example.gov.uk",
    }.items():
        api.portal.set_registry_record(name, value)
    return letters


def _bytes(message) -> bytes:
    return message if isinstance(message, bytes) else message.encode()
