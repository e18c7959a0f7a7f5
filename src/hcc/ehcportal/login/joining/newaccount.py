"""Making an account for a family, and finding the accounts that an address has."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.passwords import problem_with
from hcc.ehcportal.login.door.rule import put_under_rule
from plone import api

import secrets


class AddressTaken(ValueError):
    """The address has an account already."""


class PasswordRefused(ValueError):
    """``args[0]`` says what is wrong with the password and how to put it right."""


def make_account(address: str, name: str, password: str) -> Account:
    """Make the account of somebody who has proved that the address is theirs.

    It has the role ``Member`` and signs in with the address and two steps. The user id
    tells nothing. No permission is asked: whoever calls this has asked for more than
    Plone does. Raises ``AddressTaken``, ``PasswordRefused``, or ``ValueRefused`` for a
    name or an address that cannot be.
    """
    address, name = clean_address(address), clean_name(name)
    if accounts_at(address):
        raise AddressTaken
    check_password(password, about=(name, address))
    user_id = f"p-{secrets.token_hex(8)}"
    folder = api.portal.get().acl_users
    folder._doAddUser(user_id, password, ["Member"], [])
    folder.updateLoginName(user_id, address)
    user = api.user.get(userid=user_id)
    user.setMemberProperties({"email": address, "fullname": name})
    put_under_rule(user_id)
    record("registered", who=user_id, about=user_id)
    return account_of(user_id)


def check_password(password: str, about: tuple[str, ...]) -> None:
    """Raise ``PasswordRefused`` for a password that is not good enough."""
    if not password:
        raise PasswordRefused(
            _("error_no_new_password", default="Choose a password and enter it.")
        )
    problem = problem_with(password, about)
    if problem is not None:
        raise PasswordRefused(problem)


def accounts_at(address: str) -> list[Account]:
    """Return the accounts that an address signs in to, or that have it in their data.

    Where addresses are the names to sign in with, nothing has to be searched, and
    there is one account at most. Which way it goes depends on the site alone: how long
    it takes does not tell whether there is an account.
    """
    found = {each.user_id: each for each in [account_named(address)] if each}
    if not api.portal.get_registry_record("plone.use_email_as_login"):
        for each in _accounts_with(address):
            found[each.user_id] = each
    return list(found.values())


def _accounts_with(address: str) -> list[Account]:
    properties = api.portal.get().acl_users.mutable_properties
    found = properties.enumerateUsers(email=address, exact_match=True)
    accounts = (account_of(each["id"]) for each in found)
    return [each for each in accounts if each is not None]
