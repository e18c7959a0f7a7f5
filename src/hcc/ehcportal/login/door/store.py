"""Where the plugin keeps what it has to remember."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from hcc.ehcportal.login.door.attempts import Attempts
from hcc.ehcportal.login.door.person import PersonRecord
from hcc.ehcportal.login.door.table import ExpiringTable
from persistent import Persistent
from plone import api


PLUGIN = "ehc_second_step"


class LoginStore(Persistent):
    """People by user id; tables of what waits; counts of tries.

    ``waiting`` holds sign-ins between password and code, and whatever else a browser
    has begun, under the digest of the random id that its cookie carries. ``links``
    holds what a link in a mail leads to, under the digest of its secret.
    """

    def __init__(self):
        self.people = OOBTree()
        self.waiting = ExpiringTable()
        self.links = ExpiringTable()
        self.tries = ExpiringTable()

    @property
    def attempts(self) -> Attempts:
        return Attempts(self.tries)

    def record(self, user_id: str) -> PersonRecord:
        """Return the record of a person to change, made if there is none."""
        if user_id not in self.people:
            self.people[user_id] = PersonRecord()
        return self.people[user_id]

    def known(self, user_id: str) -> PersonRecord:
        """Return the record of a person to read; an empty one that is not kept."""
        return self.people.get(user_id) or PersonRecord()

    def forget(self, user_id: str) -> None:
        """Drop all that is kept about an account that is deleted."""
        if user_id in self.people:
            del self.people[user_id]


def the_plugin():
    """Return the plugin of this site. Raises ``KeyError`` where it is missing."""
    return api.portal.get().acl_users[PLUGIN]


def the_store() -> LoginStore:
    """Return what the plugin of this site keeps. Raises ``KeyError``."""
    return the_plugin()._store
