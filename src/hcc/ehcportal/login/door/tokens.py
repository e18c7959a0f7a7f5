"""Tokens of the REST API that carry a session, as the cookie of a browser does."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.settings import login_setting
from plone import api


_SESSION = "ehc_session"


@dataclass(frozen=True)
class Claims:
    """What a genuine token says; without ``session_id`` it is not ours."""

    user_id: str
    session_id: str | None


def new_token(account: Account, session_id: str) -> str:
    """Return a signed token for a session; it lives as long as a page lies unused."""
    return _plugin().create_token(
        account.user_id,
        timeout=login_setting("idle_minutes") * 60,
        data={"fullname": account.name, _SESSION: session_id},
    )


def claims_of(token: str) -> Claims | None:
    """Return what a token says, or None where it is forged or has run out."""
    payload = _plugin()._decode_token(token) or {}
    if "sub" not in payload:
        return None
    return Claims(payload["sub"], payload.get(_SESSION))


def _plugin():
    return api.portal.get().acl_users.jwt_auth
