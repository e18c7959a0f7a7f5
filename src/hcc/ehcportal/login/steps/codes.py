"""Codes that are mailed: made, sent, judged."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import QUARTER
from hcc.ehcportal.login.door.mails import send_code
from hcc.ehcportal.login.door.person import Code
from hcc.ehcportal.login.door.person import PersonRecord
from hcc.ehcportal.login.door.secret import new_code
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.settings import login_setting

import re


VALID = QUARTER
# For so long a code that was right is called "expired", and then "incorrect" (GOV.UK).
REMEMBERED = 2 * 60 * 60

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u200b]")


class CodeStanding(Enum):
    """What a code is worth that somebody typed."""

    RIGHT = "right"
    EXPIRED = "expired"
    WRONG = "wrong"


def mail_code(account: Account) -> bool:
    """Mail a new code to a person; tell whether that may be.

    It may not where a whole quarter of an hour's mails went out already: then nobody is
    to be flooded, and those codes are valid still. Nor without an address.
    """
    store, now = the_store(), seconds()
    if not account.address:
        return False
    if not store.attempts.take(MAILS_TO_ADDRESS, account.user_id).may_go_on:
        return False
    code = new_code(login_setting("code_length"))
    person = store.record(account.user_id)
    person.add_code(code, now + VALID, now + REMEMBERED, now)
    send_code(account, code)
    return True


def check_code(person: PersonRecord, typed: str) -> CodeStanding:
    """Judge a code that was mailed, and use it up where it is right."""
    standing, codes = judge(person.codes, typed)
    if standing is CodeStanding.RIGHT:
        person.codes = codes
    return standing


def judge(codes: tuple[Code, ...], typed: str) -> tuple[CodeStanding, tuple[Code, ...]]:
    """Judge what was typed, and return the codes without the use of a right one."""
    code, now = normal(typed), seconds()
    found = None
    for each in codes:
        # All are compared, however early one is found.
        found = each if each.is_the(code) and each.remembered_until > now else found
    if found is None or found.used:
        return CodeStanding.WRONG, codes
    if found.until <= now:
        return CodeStanding.EXPIRED, codes
    left = (replace(each, used=True) if each is found else each for each in codes)
    return CodeStanding.RIGHT, tuple(left)


def normal(typed: str) -> str:
    """Return what was typed without spaces and hyphens."""
    return _SEPARATORS.sub("", typed)[:64]
