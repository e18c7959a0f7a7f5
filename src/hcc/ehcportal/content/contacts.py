"""How a council publishes that its coordinators can be reached.

What a coordinator has in their account is not published by itself. Managers say for
each what families read; it is kept on the portal.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.content.portal import portal_of
from zope.annotation.interfaces import IAnnotations


_KEY = "hcc.ehcportal.contacts"


@dataclass(frozen=True)
class PublishedContact:
    """An e-mail address and a telephone number, as families read them."""

    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Contact:
    """Who coordinated a case from ``since`` until ``until`` (None: still does)."""

    name: str
    since: date
    until: date | None
    email: str | None
    phone: str | None

    @property
    def phone_link(self) -> str:
        """The number as a telephone dials it."""
        return "tel:" + "".join(c for c in self.phone or "" if c.isdigit() or c == "+")


def published_contact(portal, person: str) -> PublishedContact:
    """Return how families are told to reach a member of staff, if they are."""
    return IAnnotations(portal).get(_KEY, {}).get(person, PublishedContact())


def publish_contact(portal, person: str, contact: PublishedContact) -> None:
    """Let families read how to reach a member of staff; with nothing, no more."""
    IAnnotations(portal).setdefault(_KEY, OOBTree())[person] = contact


def contacts_of(case) -> Iterator[Contact]:
    """Yield who coordinated ``case``, the latest first.

    How to reach the present one is what is published today; of those before, what was
    published on their last day.
    """
    for period in reversed(case.contact_history):
        reach = period
        if period.until is None:
            reach = published_contact(portal_of(case), period.person)
        yield Contact(period.name, period.since, period.until, reach.email, reach.phone)
