"""A new password by a mailed link: which links are worth something, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.attempts import CODE_OF_ACCOUNT
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import PASSWORD_BY_HTTP
from hcc.ehcportal.login.door.attempts import PASSWORD_OF_ACCOUNT
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.door.sessions import end_sessions
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.joining.letters import send_reset_link
from hcc.ehcportal.login.joining.letters import tell_of_no_account
from hcc.ehcportal.login.joining.newaccount import accounts_at
from hcc.ehcportal.login.joining.newaccount import check_password
from plone import api
from Products.CMFPlone.PasswordResetTool import InvalidRequestError


VALID = 60 * 60

# Counts that ask whether somebody is the person. A link to their mail has answered.
_FORGIVEN = (PASSWORD_OF_ACCOUNT, PASSWORD_BY_HTTP, CODE_OF_ACCOUNT, MAILS_TO_ADDRESS)


@dataclass(frozen=True)
class ResetLink:
    """What a mailed link is for: an account, as long as its password has the mark."""

    user_id: str
    mark: str


# Kept where there is no account, so that it takes as long.
_FOR_NOBODY = ResetLink("", "")


def mail_links(address: str) -> None:
    """Mail a link for each account of an address, or that there is none."""
    accounts = [each for each in accounts_at(address) if each.address]
    for account in accounts:
        send_reset_link(account, new_link(account))
    if not accounts:
        _keep(_FOR_NOBODY)
        tell_of_no_account(address)


def new_link(account: Account) -> str:
    """Return the secret of a link with which a password can be changed once."""
    return _keep(ResetLink(account.user_id, account.mark))


def account_behind(secret: str) -> Account | None:
    """Return whose password a link can change at this moment, or None."""
    link = the_store().links.get(_key(secret), seconds())
    account = account_of(link.user_id) if link else _account_by_plone(secret)
    if account is None or (link and link.mark != account.mark):
        return None
    return account


def change_password(secret: str, password: str) -> None:
    """Set a password by a link, and end whatever rested on the one before.

    With the password goes its mark, and with that every session, token and other link
    of the person. Raises ``LookupError`` for a link that is worth nothing, and
    ``PasswordRefused``, which leaves it as it was.
    """
    account = account_behind(secret)
    if account is None:
        raise LookupError
    check_password(password, about=(account.name, account.address, account.login))
    the_store().links.drop(_key(secret))
    _drop_links_of_plone(account.user_id)
    api.portal.get().acl_users.userSetPassword(account.user_id, password)
    end_sessions(account.user_id)
    for limit in _FORGIVEN:
        the_store().attempts.forgive(limit, account.user_id)
    record("password_reset", who=account.user_id, about=account.user_id)


def _keep(link: ResetLink) -> str:
    secret, now = new_secret(), seconds()
    the_store().links.put(_key(secret), link, now + VALID, now)
    return secret


def _key(secret: str) -> str:
    return f"reset:{digest(secret)}"


# Links of Plone's own mails, as staff get one whose account an administrator makes


def _account_by_plone(secret: str) -> Account | None:
    tool = _plones_tool()
    try:
        tool.verifyKey(secret)
    except InvalidRequestError:
        return None
    return account_of(tool._requests[secret][0])


def _drop_links_of_plone(user_id: str) -> None:
    tool = _plones_tool()
    for secret, (whose, _until) in list(tool._requests.items()):
        if whose == user_id:
            del tool._requests[secret]


def _plones_tool():
    return api.portal.get_tool("portal_password_reset")
