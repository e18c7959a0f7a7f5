"""The accounts of the site, by the name that is typed at signing in."""

from __future__ import annotations

from dataclasses import dataclass
from plone import api

import hashlib


# Longer than any address or sign-in name can be.
LONGEST_NAME = 254


@dataclass(frozen=True)
class Account:
    """An account that the site itself keeps. ``stored`` is the hash of its password."""

    user_id: str
    login: str
    stored: bytes

    @property
    def mark(self) -> str:
        """What stands for the password: another password has another mark."""
        return hashlib.sha256(b"mark" + self.stored).hexdigest()[:32]

    @property
    def user(self):
        return api.user.get(userid=self.user_id)

    @property
    def address(self) -> str:
        """The e-mail address, or nothing."""
        return self.user.getProperty("email") or ""

    @property
    def name(self) -> str:
        return self.user.getProperty("fullname") or self.login


def account_named(typed: str) -> Account | None:
    """Return the account of a sign-in name, however its case was typed, or None."""
    folder = api.portal.get().acl_users
    users = folder.source_users
    if len(typed) > LONGEST_NAME:
        return None
    for name in (typed.strip(), typed.strip().lower()):
        user_id = users._login_to_userid.get(folder.applyTransform(name))
        if user_id is not None:
            return account_of(user_id)
    return None


def account_of(user_id: str) -> Account | None:
    """Return the account of a user id, or None where the site keeps no such account."""
    users = api.portal.get().acl_users.source_users
    stored = users._user_passwords.get(user_id)
    if stored is None:
        return None
    if isinstance(stored, str):
        stored = stored.encode()
    return Account(user_id, users._userid_to_login[user_id], stored)
