"""People: their names, kept as they were when they acted, and who is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from plone import api
from plone.memoize import ram

import time


# So many seconds a list may show the name that somebody had before.
_NAMES_LAST = 300


@dataclass(frozen=True)
class ContactPeriod:
    """Who coordinated a case from ``since`` until ``until`` (None: still does).

    How families reached them is what was published on the last day.
    """

    person: str
    name: str
    since: date
    until: date | None = None
    email: str | None = None
    phone: str | None = None


def full_name(person: str | None) -> str:
    """Return the name of the person with this user id, or the id if there is none.

    Scripts act without a user id, and so without a name.
    """
    user = person and api.user.get(userid=person)
    return (user and user.getProperty("fullname")) or person or ""


def _this_while(method, person: str) -> tuple:
    site = api.portal.get().getPhysicalPath()
    return site, person, int(time.time()) // _NAMES_LAST


@ram.cache(_this_while)
def name_in_lists(person: str) -> str:
    """Return somebody's name for a list of many people, where each takes its time."""
    return full_name(person)


def find_person(typed: str):
    """Return the user with exactly this sign-in name or e-mail address, or None.

    Nothing shorter finds anybody, so that no list of users can be had by trying. An
    address that two people share finds neither: it says not whom is meant.
    """
    return api.user.get(username=typed) or _by_address(typed)


def _by_address(address: str):
    found = {
        user["userid"]
        for user in api.portal.get_tool("acl_users").searchUsers(
            email=address, exact_match=True
        )
        # Plugins that know no addresses answer with everybody.
        if user.get("email", "").lower() == address.lower()
    }
    return api.user.get(userid=found.pop()) if len(found) == 1 else None
