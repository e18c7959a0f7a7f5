"""An invitation that somebody follows: from the link in the mail to the case.

The token of the link stands in one address only. From then on the browser's cookie
carries it, for as long as it takes to make an account or to sign in. Nothing is kept
on the server: the register of invitations knows the digest of the token already, and
so the newest state of the invitation counts at every step.
"""

from __future__ import annotations

from hcc.ehcportal.access.invitations import find
from hcc.ehcportal.access.invitations import Found
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.login.door.cookies import Cookie


COOKIE = Cookie("__ehc_invitation", lifetime=2 * 60 * 60)


class FollowedInvitation:
    """The invitation that is followed in the browser of one request."""

    def __init__(self, portal, request):
        self.portal = portal
        self.request = request

    def follow(self, token: str) -> None:
        """Begin with the token of a mailed link."""
        COOKIE.give(self.request, token)

    @property
    def token(self) -> str:
        """The token that the browser carries, or nothing."""
        return COOKIE.read(self.request)

    def found(self) -> Found | None:
        """Return the invitation while it can be accepted, else None."""
        return find(self.portal, self.token)

    def accept(self, user_id: str) -> object:
        """Give a person the access, and return the case.

        Works once: a second request at the same time conflicts, is begun anew and sees
        that the invitation is used. Raises ``LookupError`` where there is none.
        """
        found = self.found()
        if found is None:
            raise LookupError
        Invitations(found.family).accept(found.invitation.id, user_id)
        COOKIE.take_away(self.request)
        return found.case
