"""Delivering what families did: an errand of the process that sends the mails."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from datetime import UTC
from hcc.ehcportal.access.var import shared_var
from hcc.ehcportal.content.clock import machine_time
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.feed.changes import changes_after
from hcc.ehcportal.feed.changes import FamilyChanges
from hcc.ehcportal.feed.hooks.posting import post
from hcc.ehcportal.feed.hooks.signing import HEADER
from hcc.ehcportal.feed.hooks.signing import secret
from hcc.ehcportal.feed.hooks.signing import signature
from hcc.ehcportal.feed.hooks.standings import Standing
from hcc.ehcportal.feed.hooks.standings import Standings
from hcc.ehcportal.feed.journal import number_changes
from hcc.ehcportal.notify.rounds import attempt
from hcc.ehcportal.notify.rounds import IErrand
from plone.uuid.interfaces import IUUID
from zc.lockfile import LockError
from zc.lockfile import SimpleLockFile
from zope.interface import provider

import json
import logging
import transaction


logger = logging.getLogger(__name__)

# Why nothing is sent at all: there is no secret to sign it with.
UNSIGNED = "unsigned"

# So many things are told of at once; what is more comes at the next look.
_AT_ONCE = 100


@provider(IErrand)
def see_to_hooks() -> None:
    """Number what families did, and deliver it to each receiver that is not paused.

    Only one process of a machine does so at a time. A receiver can be sent something
    twice all the same, where a process stopped before it wrote down that it was taken.
    """
    attempt(number_changes)
    try:
        lock = SimpleLockFile(str(shared_var() / "ehc-hooks.lock"))
    except LockError:
        return
    try:
        for portal in portals_of_site():
            _see_to(portal, setting("hook_addresses"))
    finally:
        lock.close()


def _see_to(portal, addresses: tuple[str, ...]) -> None:
    attempt(Standings(portal).keep, addresses)
    for address in addresses:
        transaction.begin()
        standing = Standings(portal).get(address)
        changes = changes_after(portal, standing.cursor, _AT_ONCE)
        if changes.items and not standing.waits(machine_time()):
            reached = _deliver(portal, address, standing, changes)
            transaction.abort()
            attempt(Standings(portal).put, address, reached)


def _deliver(
    portal, address: str, standing: Standing, changes: FamilyChanges
) -> Standing:
    """Send what is new to a receiver, and return where it stands then."""
    key = secret()
    reason = UNSIGNED
    if key is not None:
        body = _body(portal, changes)
        seconds = int(machine_time().timestamp())
        reason = post(address, body, _headers(signature(key, seconds, body)))
    if reason is None:
        return Standing(changes.cursor)
    logger.warning("A webhook was not delivered: %s", reason)
    return standing.failed(reason, machine_time())


def _headers(signed: str) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "hcc.ehcportal",
        HEADER: signed,
    }


def _body(portal, changes: FamilyChanges) -> bytes:
    said = {"portal": IUUID(portal), **asdict(changes)}
    return json.dumps(said, default=_moment, sort_keys=True).encode()


def _moment(value: datetime) -> str:
    """Return a moment as the API writes it."""
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat('T', 'seconds')}Z"
