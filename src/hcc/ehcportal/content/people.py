"""Names of people, kept as they were when they acted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from plone import api


@dataclass(frozen=True)
class ContactPeriod:
    """Who coordinated a case from ``since`` until ``until`` (None: still does).

    How families reached them is what was published on the last day.
    """

    person: str
    name: str
    since: date
    until: date | None = None
    email: str | None = None
    phone: str | None = None


def full_name(person: str | None) -> str:
    """Return the name of the person with this user id, or the id if there is none.

    Scripts act without a user id, and so without a name.
    """
    user = person and api.user.get(userid=person)
    return (user and user.getProperty("fullname")) or person or ""
