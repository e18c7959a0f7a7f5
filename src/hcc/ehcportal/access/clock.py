"""The time by which codes and sessions run out.

It is the machine's, also where the portal's own clock stands still for a
demonstration: a code has to run out there too.
"""

from __future__ import annotations

from zope.component import getUtility
from zope.interface import implementer
from zope.interface import Interface

import time


class ISecurityClock(Interface):
    """Tells the time to everything that runs out."""

    def seconds():
        """Return the whole seconds since 1970, in UTC."""


@implementer(ISecurityClock)
class SecurityClock:
    """The clock of the machine."""

    def seconds(self) -> int:
        return int(time.time())


def seconds() -> int:
    """Return the present moment as whole seconds since 1970, in UTC."""
    return getUtility(ISecurityClock).seconds()
