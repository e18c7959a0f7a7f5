"""What a name and a password are worth that come with a request of any kind.

HTTP basic authentication sends them each time, as do XML-RPC, WebDAV and old scripts.
They let in whoever owes no second step, and nobody else. Whether a name exists cannot
be told from the answer nor from how long it takes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import PASSWORD_BY_HTTP
from hcc.ehcportal.login.door.attempts import TRIES_OF_NETWORK
from hcc.ehcportal.login.door.elsewhere import is_judged_elsewhere
from hcc.ehcportal.login.door.hashing import matches
from hcc.ehcportal.login.door.locks import note_lock
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.door.store import the_store
from zope.annotation.interfaces import IAnnotations

import hmac
import secrets


_ANSWERS = "hcc.ehcportal.answers"


@dataclass(frozen=True)
class Answer:
    """Who it is, as user id and name, and whether no other plugin is to be asked."""

    identity: tuple[str, str] | None
    is_final: bool


_NOT_OURS = Answer(None, is_final=False)
_NOBODY = Answer(None, is_final=True)


def check_password(login: str, password: str, request) -> Answer:
    """Judge a name and a password, once for each request that brings them."""
    answers = IAnnotations(request).setdefault(_ANSWERS, {})
    if (login, password) not in answers:
        answers[login, password] = _judge(login, password, request)
    return answers[login, password]


def _judge(login: str, password: str, request) -> Answer:
    if is_judged_elsewhere(login):
        return _NOT_OURS
    account = account_named(login)
    if account is None or owes_second_step(account.user_id):
        return _check(login, None, password, request)
    if _lately.knows(account, password):
        return Answer((account.user_id, account.login), is_final=True)
    return _check(login, account, password, request)


def _check(login: str, account: Account | None, password: str, request) -> Answer:
    """Check the password of an account, or of nobody, which takes as long."""
    attempts = the_store().attempts
    whose = account.user_id if account else f"name:{login.lower()}"
    network = network_of(request)
    verdict = first_refusal(
        attempts.take(limit, of)
        for limit, of in ((TRIES_OF_NETWORK, network), (PASSWORD_BY_HTTP, whose))
    )
    if not verdict.may_go_on:
        # A mail leaves if the request ends well, as one for a public page does.
        note_lock(account, verdict)
        return _NOBODY
    if not matches(account.stored if account else None, password):
        record(
            "sign_in_failed",
            about=account and account.user_id,
            detail="wrong_password",
            apart=True,
        )
        return _NOBODY
    attempts.forgive(PASSWORD_BY_HTTP, whose)
    attempts.give_back(TRIES_OF_NETWORK, network)
    _lately.note(account, password)
    return Answer((account.user_id, account.login), is_final=True)


class _Lately:
    """Passwords that were right in the last minutes, as nobody could read them.

    A strong hash takes a quarter of a second, which a script that sends its password
    with each request would pay each time. What is kept is of no use in another process,
    and a changed password is another entry.
    """

    MINUTES = 5
    ENTRIES = 256

    def __init__(self):
        self._key = secrets.token_bytes(32)
        self._until: OrderedDict[bytes, int] = OrderedDict()

    def knows(self, account: Account, password: str) -> bool:
        return self._until.get(self._entry(account, password), 0) > seconds()

    def note(self, account: Account, password: str) -> None:
        self._until[self._entry(account, password)] = seconds() + self.MINUTES * 60
        while len(self._until) > self.ENTRIES:
            self._until.popitem(last=False)

    def _entry(self, account: Account, password: str) -> bytes:
        known = repr((account.user_id, account.stored, password))
        return hmac.digest(self._key, known.encode(), "sha256")


_lately = _Lately()
