"""A change of e-mail address: it waits for a code from the old and one from the new."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.account.ownmails import send_new_address_code
from hcc.ehcportal.login.account.ownmails import send_old_address_code
from hcc.ehcportal.login.account.ownmails import tell_of_new_address
from hcc.ehcportal.login.account.ownmails import tell_of_taken_address
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import MAILS_OF_NETWORK
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.cookies import Cookie
from hcc.ehcportal.login.door.person import Code
from hcc.ehcportal.login.door.secret import code_digest
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import new_code
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.door.sessions import current_session
from hcc.ehcportal.login.door.sessions import end_sessions
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.settings import login_setting
from hcc.ehcportal.login.steps.codes import normal
from hcc.ehcportal.login.steps.codes import VALID
from plone import api

import secrets


COOKIE = Cookie("__ehc_address", lifetime=VALID)


@dataclass(frozen=True)
class Change:
    """What was asked for. Without ``old`` the account has no address to ask at."""

    user_id: str
    address: str
    old: Code | None
    new: Code

    def wrong_fields(self, old: str, new: str) -> list[str]:
        """Return which of two typed codes are not right. Both are compared."""
        judged = {
            "old_code": self.old is None or self.old.is_the(normal(old)),
            "new_code": self.new.is_the(normal(new)),
        }
        return [field for field, is_right in judged.items() if not is_right]


class AddressChange:
    """The change of address that a person has begun in one browser."""

    def __init__(self, account: Account, request):
        self.account = account
        self.request = request
        self.store = the_store()

    def ask(self, address: str) -> Verdict:
        """Mail the codes, unless there were too many mails already.

        What is seen is the same where somebody else signs in with the new address:
        then its owner is told, and no code exists for it.
        """
        verdict = self._count_mails(address)
        if not verdict.may_go_on:
            return verdict
        code, other = (new_code(login_setting("code_length")) for _number in range(2))
        old = self.account.address
        if old:
            send_old_address_code(old, code)
        if self._is_taken(address):
            tell_of_taken_address(address)
        else:
            send_new_address_code(address, other)
        change = Change(
            self.account.user_id, address, _kept(code) if old else None, _kept(other)
        )
        self._keep(change)
        return verdict

    def waiting(self) -> Change | None:
        """Return the change that waits in this browser, or None."""
        change = self.store.waiting.get(_key(COOKIE.read(self.request)), seconds())
        is_own = change is not None and change.user_id == self.account.user_id
        return change if is_own else None

    def wrong_codes(self, change: Change, old: str, new: str) -> list[str]:
        """Make the change where both codes are right, else return which are not."""
        wrong = change.wrong_fields(old, new)
        if self._is_taken(change.address) and "new_code" not in wrong:
            wrong.append("new_code")
        if not wrong:
            self._make(change)
        return wrong

    def give_up(self) -> None:
        """Forget the change that waits in this browser."""
        cookie = COOKIE.read(self.request)
        if cookie:
            self.store.waiting.drop(_key(cookie))
            COOKIE.take_away(self.request)

    def _make(self, change: Change) -> None:
        before, user_id = self.account, self.account.user_id
        old = before.address
        # Staff may sign in with a name that is no address: that stays.
        if before.login.lower() == old.lower():
            api.portal.get().acl_users.updateLoginName(user_id, change.address)
        before.user.setMemberProperties({"email": change.address})
        # Codes that were mailed to the old address open nothing any more.
        self.store.record(user_id).codes = ()
        session = current_session(self.request)
        end_sessions(user_id, but=session and session.session_id)
        self.give_up()
        record("address_changed", who=user_id, about=user_id)
        tell_of_new_address(old, account_of(user_id).address)

    def _is_taken(self, address: str) -> bool:
        other = account_named(address)
        return other is not None and other.user_id != self.account.user_id

    def _count_mails(self, address: str) -> Verdict:
        return first_refusal(
            self.store.attempts.take(limit, whose)
            for limit, whose in (
                (MAILS_OF_NETWORK, network_of(self.request)),
                (MAILS_TO_ADDRESS, self.account.user_id),
                (MAILS_TO_ADDRESS, f"address:{address}"),
            )
        )

    def _keep(self, change: Change) -> None:
        self.give_up()
        cookie, now = new_secret(), seconds()
        self.store.waiting.put(_key(cookie), change, now + VALID, now)
        COOKIE.give(self.request, cookie)


def _kept(code: str) -> Code:
    salt, until = secrets.token_bytes(16), seconds() + VALID
    return Code(salt, code_digest(salt, code), until, until)


def _key(cookie: str) -> str:
    return f"address:{digest(cookie)}"
