"""What the services of access, invitations and requests for access take and give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.access.invitations import ACCEPTED
from hcc.ehcportal.access.invitations import EXPIRED
from hcc.ehcportal.access.invitations import WAITING
from hcc.ehcportal.access.invitations import WITHDRAWN
from hcc.ehcportal.access.requests import APPROVED
from hcc.ehcportal.access.requests import DECLINED
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import Line
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from typing import Annotated
from typing import Literal


Relationship = Literal[tuple(RELATIONSHIPS.by_value)]

Standing = Literal[WAITING, ACCEPTED, WITHDRAWN, EXPIRED]

# A request waits as an invitation does, and has the same word for it.
RequestState = Literal[WAITING, APPROVED, DECLINED]


@dataclass(frozen=True)
class NewGrant:
    """Access to be given.

    ``adult`` is an e-mail address or a sign-in name in full, ``case`` the last part of
    the case's address, ``reason`` how you know. Without ``start`` it begins today,
    without ``end`` it stays.
    """

    adult: Line
    case: str
    relationship: Relationship
    reason: Line
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Ending:
    """The last day with access; null ends it at once."""

    last_day: date | None


@dataclass(frozen=True)
class AccessGrant:
    """One adult's access to one case; ``adult`` is a user id."""

    id: str
    adult: str
    name: str
    case: str
    relationship: str
    reason: str
    start: date
    end: date | None
    holds: bool


@dataclass(frozen=True)
class FamilyAccess:
    """The register of a family, with what has ended."""

    grants: tuple[AccessGrant, ...]


@dataclass(frozen=True)
class NewInvitation:
    """Somebody to be invited; without ``end`` the access that it offers stays."""

    name: Line
    address: Line
    case: str
    relationship: Relationship
    reason: Line
    end: date | None = None


@dataclass(frozen=True)
class SentInvitation:
    """An invitation, without its link: the mail alone has that."""

    id: str
    name: str
    address: str
    case: str
    relationship: str
    reason: str
    end: date | None
    sent_at: datetime
    expires: datetime
    standing: Standing


@dataclass(frozen=True)
class FamilyInvitations:
    """All invitations of a family."""

    invitations: tuple[SentInvitation, ...]


@dataclass(frozen=True)
class RequestForAccess:
    """What somebody said about a child, and what was decided.

    ``person`` and ``decided_by`` are user ids. ``reason`` is read by the person where
    the request was declined, and else by staff alone. ``case`` is the address of the
    case that was given, if it is there and you may see it.
    """

    at_id: str = named("@id")
    id: str
    person: str
    name: str
    child_name: str
    date_of_birth: date
    relationship: Relationship
    reference: str
    made_at: datetime
    state: RequestState
    decided_by: str | None
    decided_by_name: str
    decided_at: datetime | None
    reason: str | None
    case: str | None


@dataclass(frozen=True)
class Decision:
    """What is decided, and why.

    Who is approved gets access to ``case``, an address, until ``end`` if there is one;
    the reason is how you know, and staff alone read it. Who is declined reads it: do
    not say whether the child is known.
    """

    state: Literal[APPROVED, DECLINED]
    reason: Annotated[str, Bounds(1, 1_000)]
    case: str | None = None
    end: date | None = None
