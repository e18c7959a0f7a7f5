"""How fast people sign in, and how much of it is the hash of their password."""

from __future__ import annotations

from collections.abc import Sequence
from council import Council
from dataclasses import dataclass
from hcc.ehcportal.login.door.hashing import matches
from hcc.ehcportal.login.door.hashing import strong_hash
from visitor import Visitor

import statistics
import time


@dataclass(frozen=True)
class SignIns:
    """Milliseconds of each sign-in, and of one hash after each."""

    whole: tuple[float, ...]
    hashes: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Sign-ins a second, one after the other."""
        return 1000 * len(self.whole) / sum(self.whole)

    @property
    def hash_share(self) -> float:
        """The part of the time that the hashes take, one for each sign-in."""
        return sum(self.hashes) / sum(self.whole)

    @property
    def medians(self) -> tuple[float, float]:
        """The median time of a sign-in and of a hash."""
        return statistics.median(self.whole), statistics.median(self.hashes)


def sign_ins(port: int, council: Council, logins: Sequence[str]) -> SignIns:
    """Let parents sign in, each for the first time, from the form to the session.

    Each brings the first page, the password, the second page and the code out of the
    mail. After each one hash is timed alone, so that both meet the same machine.
    """
    stored = strong_hash(council.password)
    whole, hashes = [], []
    for login in logins:
        start = time.perf_counter()
        Visitor(port, council, login)
        middle = time.perf_counter()
        matches(stored, council.password)
        whole.append((middle - start) * 1000)
        hashes.append((time.perf_counter() - middle) * 1000)
    return SignIns(tuple(whole), tuple(hashes))
