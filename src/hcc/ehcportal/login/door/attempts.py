"""How often somebody may try: counted for an account and for a network address.

A try is counted before it is judged, in a transaction of its own, so that fifty at the
same time get no further than fifty in a row, and a refused request counts as well. Who
tries too often waits; each wait is longer than the one before, up to an hour, and ends
by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from hcc.ehcportal.access.apart import apart
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.login.door.table import ExpiringTable

import hmac


QUARTER = 15 * 60

# The waits after the first, the second and each further time that the limit was met.
_WAITS = (QUARTER, 2 * QUARTER, 4 * QUARTER)
# For so long it is remembered how often somebody had to wait.
_MEMORY = 24 * 60 * 60


@dataclass(frozen=True)
class Limit:
    """``tries`` of a kind in a quarter of an hour."""

    kind: str
    tries: int


# A network address can be a whole school's.
PASSWORD_OF_ACCOUNT = Limit("password", 10)
PASSWORD_OF_DEVICE = Limit("password-device", 10)
PASSWORD_BY_HTTP = Limit("password-http", 10)
CODE_OF_ACCOUNT = Limit("code", 10)
# Of somebody who is signed in. Counted apart, so that a stranger at the door cannot
# keep a person from changing their password.
OWN_PASSWORD = Limit("own-password", 10)
ADDRESS_CODE = Limit("address-code", 10)
MAILS_TO_ADDRESS = Limit("mails", 5)
TRIES_OF_NETWORK = Limit("network", 100)
MAILS_OF_NETWORK = Limit("network-mails", 30)
# Requests for an assessment: each makes work for somebody.
REQUESTS_OF_NETWORK = Limit("network-requests", 20)
# Documents that come with them: each is unpacked, painted and scanned.
FILES_OF_NETWORK = Limit("network-files", 100)


@dataclass(frozen=True)
class Verdict:
    """Whether a try may go on; else in how many seconds the next one may.

    ``is_new`` where this very try began the wait, for the limit of ``kind``.
    """

    wait: int = 0
    is_new: bool = False
    kind: str = ""

    @property
    def may_go_on(self) -> bool:
        return self.wait == 0


MAY_GO_ON = Verdict()


@dataclass(frozen=True)
class _Count:
    since: int
    tries: int = 0
    waits: int = 0
    until: int = 0


class Attempts:
    """Counts tries in a table that all processes share."""

    def __init__(self, table: ExpiringTable):
        self._table = table

    def take(self, limit: Limit, whose: str, tries: int = 1) -> Verdict:
        """Count a try, or several at once, and tell whether they may be judged."""
        return apart(
            self._table,
            lambda table: _take(table, _key(table, limit, whose), limit, tries),
        )

    def forgive(self, limit: Limit, whose: str) -> None:
        """Forget the tries of somebody who turned out to be right."""
        key = _key(self._table, limit, whose)
        if self._table.get(key, seconds()) is not None:
            apart(self._table, lambda table: table.drop(key))

    def give_back(self, limit: Limit, whose: str) -> None:
        """Take one try off the count: it was right, and others may have been wrong."""
        apart(self._table, lambda table: _give_back(table, _key(table, limit, whose)))


def first_refusal(verdicts: Iterator[Verdict]) -> Verdict:
    """Return the first of some verdicts that refuses, else one that does not."""
    return next((each for each in verdicts if not each.may_go_on), MAY_GO_ON)


def _take(table: ExpiringTable, key: str, limit: Limit, tries: int) -> Verdict:
    now = seconds()
    count = table.get(key, now) or _Count(now)
    if count.until > now:
        return Verdict(count.until - now)
    if now - count.since >= QUARTER:
        count = replace(count, since=now, tries=0)
    count = replace(count, tries=count.tries + tries)
    verdict = MAY_GO_ON
    if count.tries > limit.tries:
        wait = _WAITS[min(count.waits, len(_WAITS) - 1)]
        count = _Count(now, waits=count.waits + 1, until=now + wait)
        verdict = Verdict(wait, is_new=True, kind=limit.kind)
    table.put(key, count, now + _MEMORY, now)
    return verdict


def _give_back(table: ExpiringTable, key: str) -> None:
    now = seconds()
    count = table.get(key, now)
    if count is not None and count.tries:
        table.put(key, replace(count, tries=count.tries - 1), now + _MEMORY, now)


def _key(table: ExpiringTable, limit: Limit, whose: str) -> str:
    """Return the key of a count, which names nobody: an address is personal."""
    # What was typed as a name need not be text that has bytes.
    named = whose.encode(errors="backslashreplace")
    digest = hmac.digest(table.salt, named, "sha256")
    return f"{limit.kind}:{digest.hex()}"
