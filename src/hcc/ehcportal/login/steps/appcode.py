"""Codes of an authenticator app and recovery codes, judged and used up."""

from __future__ import annotations

from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.authenticator import step_of
from hcc.ehcportal.login.steps.recovery import spend


def use_app_code(user_id: str, typed: str) -> bool:
    """Tell whether a code of a person's app or a recovery code is right.

    It works once. The try has to be counted before.
    """
    person = the_store().known(user_id)
    if not person.has_app:
        return False
    step = step_of(person.app_secret, typed, seconds(), person.app_step)
    if step is not None:
        person.app_step = step
        return True
    rest = spend(person.recovery, typed)
    if rest is None:
        return False
    person.recovery = rest
    record("recovery_code_used", who=user_id, about=user_id)
    return True
