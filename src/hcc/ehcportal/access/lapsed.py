"""Whose session ran out: the room of signing in knows, and registers the answer."""

from __future__ import annotations

from zope.interface import Interface


class ILapsedSession(Interface):
    """Tells whose session somebody came with who is not signed in any more."""

    def __call__(request) -> str | None:
        """Return the user id of a session that ran out by itself, or None.

        It says who was there before, not who is there now: they have to sign in.
        """
