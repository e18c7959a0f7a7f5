"""What follows when somebody tried too often: an entry in the record, and a mail."""

from __future__ import annotations

from hcc.ehcportal.access.audit import record
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.attempts import TRIES_OF_NETWORK
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.mails import tell_of_lock


def note_lock(account: Account | None, verdict: Verdict) -> None:
    """Write down a lock that began just now, and tell the owner of its account.

    A whole place that has to wait is nobody's account.
    """
    if not verdict.is_new:
        return
    if verdict.kind == TRIES_OF_NETWORK.kind:
        record("locked", detail="network", apart=True)
    elif account is not None:
        record("locked", about=account.user_id, detail="account", apart=True)
        tell_of_lock(account, verdict.wait)
