"""Invitations: one adult, one case, one link that works once.

The link carries an unguessable token. Only its hash is kept, so that no copy of the
database opens an account; sending again makes another, and the one before is dead.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.register import AccessError
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.family import IEHCFamily
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.settings import setting
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter

import hashlib
import secrets


# On the family: id -> invitation. On the portal: hash -> (family id, invitation id).
_KEY = "hcc.ehcportal.invitations"

WAITING = "waiting"
ACCEPTED = "accepted"
WITHDRAWN = "withdrawn"
EXPIRED = "expired"


@dataclass(frozen=True)
class Invitation:
    """One adult invited to one case.

    ``end`` is the last day of the access that it offers, if there is one. ``expires``
    is the first moment at which it cannot be accepted any more. ``hashes`` are those of
    its tokens; the last one is alive.
    """

    id: str
    case: str
    name: str
    address: str
    relationship: str
    reason: str
    end: date | None
    invited_by: str
    sent_at: datetime
    expires: datetime
    hashes: tuple[str, ...]
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None

    def standing(self, moment: datetime) -> str:
        """Return "waiting", "accepted", "withdrawn" or "expired"."""
        if self.accepted_at is not None:
            return ACCEPTED
        if self.withdrawn_at is not None:
            return WITHDRAWN
        return WAITING if moment < self.expires else EXPIRED


@dataclass(frozen=True)
class Found:
    """The invitation that a link belongs to, with its case and family."""

    invitation: Invitation
    case: object
    family: object


class InvitationError(ValueError):
    """An invitation that makes no sense; ``field`` names what to put right."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


class AlreadyInvited(InvitationError):
    """An invitation of this address to this case is waiting."""

    def __init__(self):
        super().__init__("address")


class NotWaiting(ValueError):
    """The invitation was accepted or withdrawn, or its time is over."""


@adapter(IEHCFamily)
class Invitations:
    """Reads and changes the invitations of a family."""

    def __init__(self, family):
        self.family = family

    def all(self) -> Iterator[Invitation]:
        """Yield every invitation ever made to a case that is still there."""
        yield from IAnnotations(self.family).get(_KEY, {}).values()

    def get(self, invitation_id: str) -> Invitation:
        """Return an invitation. Raises ``KeyError``."""
        return IAnnotations(self.family).get(_KEY, {})[invitation_id]

    def invite(
        self,
        case_id: str,
        *,
        name: str,
        address: str,
        relationship: str,
        reason: str,
        end: date | None,
        invited_by: str,
    ) -> tuple[Invitation, str]:
        """Invite an adult and return the invitation and the token of its link.

        The mail is ``letters.send_invitation``. Raises ``InvitationError`` for a case
        that is not the family's, a last day that has passed, or somebody invited
        already; ``ValueRefused`` for a name or an address that cannot be.
        """
        address = clean_address(address)
        self._check(case_id, address, end)
        token = _new_token()
        made = Invitation(
            id=f"i-{secrets.token_hex(8)}",
            case=case_id,
            name=clean_name(name),
            address=address,
            relationship=relationship,
            reason=reason,
            end=end,
            invited_by=invited_by,
            sent_at=now(),
            expires=_expiry(end),
            hashes=(_hash(token),),
        )
        self._keep(made)
        self._record("invited", made, invited_by)
        return made, token

    def send_again(self, invitation_id: str, by: str) -> tuple[Invitation, str]:
        """Renew an invitation that was not accepted, with another token.

        Raises ``KeyError``, or ``NotWaiting`` for one that was accepted or withdrawn,
        or whose last day has passed.
        """
        before = self.get(invitation_id)
        gone = before.end is not None and before.end < today()
        if gone or before.standing(now()) not in (WAITING, EXPIRED):
            raise NotWaiting(invitation_id)
        token = _new_token()
        renewed = replace(
            before,
            sent_at=now(),
            expires=_expiry(before.end),
            hashes=(*before.hashes, _hash(token)),
        )
        self._keep(renewed)
        self._record("invitation_sent_again", renewed, by)
        return renewed, token

    def withdraw(self, invitation_id: str, by: str) -> Invitation:
        """Take an invitation back. Raises ``KeyError`` or ``NotWaiting``."""
        before = self.get(invitation_id)
        if before.standing(now()) not in (WAITING, EXPIRED):
            raise NotWaiting(invitation_id)
        withdrawn = replace(before, withdrawn_by=by, withdrawn_at=now())
        self._keep(withdrawn)
        self._record("invitation_withdrawn", withdrawn, by)
        return withdrawn

    def accept(self, invitation_id: str, user_id: str) -> Invitation:
        """Give the person the access that they were invited to.

        Raises ``KeyError``, or ``NotWaiting``: so it works once. Somebody who has
        access already keeps it as it is.
        """
        before = self.get(invitation_id)
        if before.standing(now()) != WAITING:
            raise NotWaiting(invitation_id)
        accepted = replace(before, accepted_by=user_id, accepted_at=now())
        self._keep(accepted)
        self._record("invitation_accepted", accepted, user_id, user_id)
        self._grant(accepted)
        return accepted

    def forget_case(self, case_id: str) -> None:
        """Drop the invitations to a case that is deleted."""
        index = IAnnotations(portal_of(self.family)).get(_KEY, {})
        for invitation in [each for each in self.all() if each.case == case_id]:
            del IAnnotations(self.family)[_KEY][invitation.id]
            for token_hash in invitation.hashes:
                index.pop(token_hash, None)

    def _check(self, case_id: str, address: str, end: date | None) -> None:
        if case_id not in self.family:
            raise InvitationError("case")
        if end is not None and end < today():
            raise InvitationError("end")
        if any(
            (each.case, each.address) == (case_id, address)
            and each.standing(now()) == WAITING
            for each in self.all()
        ):
            raise AlreadyInvited

    def _keep(self, invitation: Invitation) -> None:
        _kept(self.family)[invitation.id] = invitation
        index = _kept(portal_of(self.family))
        if invitation.hashes[-1] not in index:
            index[invitation.hashes[-1]] = (self.family.getId(), invitation.id)

    def _grant(self, invitation: Invitation) -> None:
        try:
            AccessRegister(self.family).grant(
                invitation.accepted_by,
                invitation.case,
                relationship=invitation.relationship,
                reason=invitation.reason,
                granted_by=invitation.invited_by,
                end=invitation.end,
            )
        except AccessError as error:
            if error.field != "adult":
                raise

    def _record(
        self, kind: str, invitation: Invitation, who: str, about: str | None = None
    ) -> None:
        case = self.family[invitation.case]
        record(kind, who=who, about=about, subject=subject_of(case, invitation.id))


def find(portal, token: str) -> Found | None:
    """Return what a token belongs to while it can be accepted, else None."""
    found = _found(portal, token)
    return found if found is not None and _trouble(found, token) is None else None


def why_not(portal, token: str) -> str | None:
    """Say why a token is worth nothing: "used", "withdrawn" or "expired".

    None for one that nobody ever had, or whose case is gone. One that another mail has
    replaced counts as expired: the newer mail has the link that works.
    """
    found = _found(portal, token)
    return None if found is None else _trouble(found, token)


def _trouble(found: Found, token: str) -> str | None:
    standing = found.invitation.standing(now())
    if standing == ACCEPTED:
        return "used"
    if standing == WAITING:
        return None if found.invitation.hashes[-1] == _hash(token) else EXPIRED
    return standing


def _found(portal, token: str) -> Found | None:
    index = IAnnotations(portal).get(_KEY, {})
    # What a browser sends twice is a list.
    entry = index.get(_hash(token)) if isinstance(token, str) else None
    if entry is None or entry[0] not in portal["families"]:
        return None
    family = portal["families"][entry[0]]
    invitation = IAnnotations(family).get(_KEY, {}).get(entry[1])
    if invitation is None or invitation.case not in family:
        return None
    return Found(invitation, family[invitation.case], family)


def _expiry(end: date | None) -> datetime:
    """Return when an invitation of now ends: with its days, or with the access."""
    expires = now() + timedelta(days=setting("invitation_days"))
    # Behind the last day that there is comes none.
    if end is None or end > expires.date():
        return expires
    after = datetime.combine(end + timedelta(days=1), time(), ENGLAND)
    return min(expires, after.astimezone(UTC))


def _kept(content) -> OOBTree:
    return IAnnotations(content).setdefault(_KEY, OOBTree())


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
