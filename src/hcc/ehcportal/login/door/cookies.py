"""Cookies that only the server reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from email.utils import format_datetime
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.login.door.sessions import is_encrypted


@dataclass(frozen=True)
class Cookie:
    """A cookie that scripts cannot read and other sites cannot send along.

    ``lifetime`` in seconds; without, it goes when the browser is closed.
    """

    name: str
    lifetime: int | None

    def read(self, request) -> str:
        """Return what the browser sent, or nothing."""
        return request.cookies.get(self.name, "")

    def give(self, request, value: str) -> None:
        """Give the browser a value."""
        options = {}
        if self.lifetime is not None:
            until = datetime.fromtimestamp(seconds() + self.lifetime, UTC)
            options["expires"] = format_datetime(until, usegmt=True)
        # Where it was taken away before, its end would stay.
        request.response.cookies.pop(self.name, None)
        request.response.setCookie(
            self.name,
            value,
            path="/",
            http_only=True,
            same_site="Lax",
            secure=is_encrypted(request),
            **options,
        )

    def take_away(self, request) -> None:
        """Take the cookie away from the browser."""
        request.response.expireCookie(self.name, path="/")
