"""What is published of each coordinator: a list for managers, and a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.contacts import publish_contact
from hcc.ehcportal.content.contacts import published_contact
from hcc.ehcportal.content.contacts import PublishedContact
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.content.vocabularies import coordinators
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import OfficePage
from plone.schema.email import Email
from urllib.parse import urlencode
from z3c.form.field import Fields
from zExceptions import NotFound
from zope import schema
from zope.interface import Interface

import re


# Digits as people write them: with spaces, brackets, dashes, and a plus before all.
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{3,28}[0-9]")


def is_phone_number(value: str) -> bool:
    """Refuse what no telephone could dial."""
    if value and not _PHONE.fullmatch(value):
        raise ValueRefused(
            _(
                "error_phone",
                default="Enter a telephone number: digits with spaces between them, "
                "for example 01992 555555.",
            )
        )
    return True


class IPublishedContact(Interface):
    """What families read."""

    email = Email(title=_("contact_email", default="E-mail address"), required=False)
    phone = schema.TextLine(
        title=_("contact_phone", default="Telephone"),
        constraint=is_phone_number,
        required=False,
    )


@dataclass(frozen=True)
class ContactRow:
    """One coordinator with what is published, and the way to change it."""

    name: str
    contact: PublishedContact
    url: str


class StaffContacts(OfficePage):
    """All coordinators, and what families are told of each."""

    def rows(self) -> Iterator[ContactRow]:
        for term in coordinators(self.context):
            query = urlencode({"person": term.value})
            yield ContactRow(
                term.title,
                published_contact(self.context, term.value),
                f"{self.context.absolute_url()}/@@ehc-staff-contact?{query}",
            )


class StaffContact(OfficeForm):
    """Changes what is published of one coordinator."""

    fields = Fields(IPublishedContact)
    verb = _("contact_verb", default="Publish")
    description = _(
        "contact_help",
        default="Families whose case they coordinate read this. With both fields "
        "empty, nothing is published.",
    )

    @cached_property
    def coordinator(self):
        """Whom the address names, out of those who can coordinate a case."""
        wanted = self.request.form.get("person")
        for term in coordinators(self.context):
            if term.value == wanted:
                return term
        raise NotFound

    @property
    def label(self) -> str:
        return _(
            "contact_title",
            default="How families reach ${name}",
            mapping={"name": self.coordinator.title},
        )

    @property
    def hidden(self) -> dict[str, str]:
        return {"person": self.coordinator.value}

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-staff-contacts"

    def updateWidgets(self, prefix=None):
        present = published_contact(self.context, self.coordinator.value)
        super().updateWidgets(prefix)
        for name, widget in self.widgets.items():
            if widget.name not in self.request.form:
                widget.value = getattr(present, name) or ""

    def act(self, data: dict) -> str:
        contact = PublishedContact(data["email"], data["phone"])
        publish_contact(self.context, self.coordinator.value, contact)
        return _(
            "contact_published",
            default="Saved. Families read it from now on.",
        )
