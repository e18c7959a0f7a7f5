"""Accounts that the site does not keep itself: other plugins', or the root's."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.rule import owes_second_step
from plone import api


def is_judged_elsewhere(login: str) -> bool:
    """Tell whether a name is for another plugin, or the root of the server, to judge.

    Whoever owes a second step is nobody's to let in by a password. Names that the site
    keeps itself are looked up all the same: it would take less time without.
    """
    known, at_root = (
        folder._verifyUser(folder.plugins, login=login) for folder in _folders()
    )
    if account_named(login) is not None:
        return False
    return not owes_second_step(known["id"]) if known else bool(at_root)


def user_from_elsewhere(login: str, password: str, request):
    """Return the user whom another plugin or the root knows by a password, or None."""
    found = (folder.authenticate(login, password, request) for folder in _folders())
    return next((user for user in found if user is not None), None)


def _folders() -> Iterator:
    site = api.portal.get()
    yield site.acl_users
    yield site.getPhysicalRoot().acl_users
