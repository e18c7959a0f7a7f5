"""The accounts that the site keeps, as their own people read them."""

from __future__ import annotations

from hcc.ehcportal.access.ownaccount import IOwnAccounts
from hcc.ehcportal.access.ownaccount import OwnAccount
from hcc.ehcportal.access.ownaccount import SecondStep
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.door.store import the_store
from zope.interface import implementer


@implementer(IOwnAccounts)
class OwnAccounts:
    """Puts together what different parts of signing in know."""

    def read(self, user_id: str) -> OwnAccount | None:
        account = account_of(user_id)
        if account is None:
            return None
        return OwnAccount(
            name=account.name,
            address=account.address,
            second_step=_second_step(user_id),
            notices=the_store().known(user_id).notices,
        )


def _second_step(user_id: str) -> SecondStep | None:
    if the_store().known(user_id).has_app:
        return "app"
    return "email" if owes_second_step(user_id) else None
