"""Private addresses at which a phone's calendar follows a case.

An address carries an unguessable token for one person and one case. Only its hash is
kept, so that no copy of the database opens a calendar; the address is shown once, when
it is made, and making another takes the one before it back.
"""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from hcc.ehcportal.access.roles import FamilyRole
from hcc.ehcportal.content.portal import portal_of
from zope.annotation.interfaces import IAnnotations

import hashlib
import secrets


# On the portal: hash -> (family id, case id, person). On the case: person -> hash.
_KEY = "hcc.ehcportal.calendar"


def may_follow(case, person: str) -> bool:
    """Tell whether a person is of the case's family: nobody else has an address."""
    return bool(FamilyRole(case).getRoles(person))


def new_address(case, person: str) -> str:
    """Make a person's address for their calendar of a case; an earlier one ends.

    It is told now or never: only a hash of it is kept.
    """
    return f"{portal_of(case).absolute_url()}/ehc-calendar/{new_token(case, person)}"


def new_token(case, person: str) -> str:
    """Make the token of a person's calendar of a case; an earlier one ends."""
    revoke(case, person)
    token = secrets.token_urlsafe(32)
    family = aq_parent(aq_inner(case))
    entry = (family.getId(), case.getId(), person)
    _kept(portal_of(case))[_hash(token)] = entry
    _kept(case)[person] = _hash(token)
    return token


def has_token(case, person: str) -> bool:
    """Tell whether a person has an address for their calendar of a case."""
    return person in IAnnotations(case).get(_KEY, ())


def revoke(case, person: str) -> None:
    """End the address of a person's calendar of a case, if there is one."""
    if has_token(case, person):
        del _kept(portal_of(case))[_kept(case).pop(person)]


def revoke_all(case) -> None:
    """End every address of a case that is deleted."""
    for person in list(IAnnotations(case).get(_KEY, ())):
        revoke(case, person)


def calendar_of(portal, token: str):
    """Return the case and the person of a token, or None.

    A token opens nothing once its person's access has ended or the case is hidden.
    """
    entry = IAnnotations(portal).get(_KEY, {}).get(_hash(token))
    if entry is None:
        return None
    family_id, case_id, person = entry
    case = portal["families"][family_id][case_id]
    return (case, person) if may_follow(case, person) else None


def _kept(content) -> OOBTree:
    return IAnnotations(content).setdefault(_KEY, OOBTree())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
