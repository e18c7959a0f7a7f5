"""Whether a person wants to be told by mail that there is something new.

Asked before a mail that may be left out. Decisions and letters that the law asks for
are mailed to everybody, and nobody is asked.
"""

from __future__ import annotations

from zope.component import getUtility
from zope.interface import Interface


class INoticeWishes(Interface):
    """Knows what people chose in My account."""

    def wants(user_id: str) -> bool:
        """Tell whether a person wants notices."""

    def choose(user_id: str, wanted: bool) -> None:
        """Write down whether a person wants notices."""


def wants_notices(user_id: str) -> bool:
    """Tell whether notices are to be mailed to a person."""
    return getUtility(INoticeWishes).wants(user_id)


def choose_notices(user_id: str, wanted: bool) -> None:
    """Write down whether notices are to be mailed to a person."""
    getUtility(INoticeWishes).choose(user_id, wanted)
