"""A person's own account, as My account and the API show and change it.

Signing in keeps it. What takes a proof to change, the email, the password and the app,
is changed on the website alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.access.typed import clean_name
from plone import api
from typing import Literal
from zope.component import getUtility
from zope.interface import Interface


SecondStep = Literal["app", "email"]

NOT_KEPT = _(
    "account_elsewhere",
    default="Your account is not kept by this website. Ask whoever runs the server to "
    "change it.",
)


@dataclass(frozen=True)
class OwnAccount:
    """What people read of their own account.

    ``second_step`` is where the code comes from that is asked for after the password,
    None where there is none; ``notices`` tells whether they are mailed.
    """

    name: str
    address: str
    second_step: SecondStep | None
    notices: bool


class IOwnAccounts(Interface):
    """Knows the accounts that the site keeps."""

    def read(user_id: str) -> OwnAccount | None:
        """Return an account, or None where the site does not keep it."""


def own_account(user_id: str) -> OwnAccount | None:
    """Return a person's account, or None where the site does not keep it."""
    return getUtility(IOwnAccounts).read(user_id)


def rename(user_id: str, typed: str) -> None:
    """Give a person the name that they typed. Raises ``ValueRefused``."""
    name = clean_name(typed)
    api.user.get(userid=user_id).setMemberProperties({"fullname": name})
