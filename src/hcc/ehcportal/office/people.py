"""Finding the one person whose sign-in name or e-mail address was typed; and names."""

from __future__ import annotations

from hcc.ehcportal.content.people import full_name
from plone import api
from plone.memoize import ram

import time


# So many seconds a list may show the name that somebody had before.
_NAMES_LAST = 300


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
