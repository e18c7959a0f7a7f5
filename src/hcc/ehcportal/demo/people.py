"""The people of the demonstration, and their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from plone import api

import secrets


@dataclass(frozen=True)
class Person:
    """Somebody with an account: a role is given to them, or to their group."""

    key: str
    name: str
    about: str
    roles: tuple[str, ...] = ()
    group: str | None = None

    @property
    def login(self) -> str:
        """The address that the person signs in with."""
        return f"{self.name.lower().replace(' ', '.')}@example.org"


@dataclass(frozen=True)
class Account:
    """A person's account as it was made. ``user_id`` tells nothing about them."""

    person: Person
    user_id: str
    password: str

    @property
    def login(self) -> str:
        """The address that the person signs in with."""
        return self.person.login


# What the access register gives to an adult for each of their cases.
_FAMILY = ("EHC Family",)

PEOPLE = (
    Person("anita", "Anita Rixon", "Tony Bread's mother", _FAMILY),
    Person("helen", "Helen Marlow", "mother of Ivy, whose plan is late", _FAMILY),
    Person("priya", "Priya Shah", "mother of two, Dev and Leela", _FAMILY),
    Person("grace", "Grace Owen", "Ella's mother", _FAMILY),
    Person("martin", "Martin Owen", "Ella's father, whose access has ended", _FAMILY),
    Person("joan", "Joan Fletcher", "mother of Sam, whose case is closed", _FAMILY),
    Person(
        "robert",
        "Robert Coombes",
        "coordinator of every case",
        ("EHC Coordinator",),
        "ehc-coordinators",
    ),
    Person(
        "manager",
        "Miriam Hale",
        "manager of the coordinators",
        ("EHC Manager",),
        "ehc-managers",
    ),
    Person(
        "editor",
        "Edith Warner",
        "writes the website, sees no family",
        ("Contributor", "Editor", "Reviewer"),
    ),
    Person(
        "administrator",
        "Adam Clarke",
        "looks after the site, sees no family",
        ("Site Administrator",),
    ),
)


def make_accounts() -> dict[str, Account]:
    """Give every person an account with a password of this installation's own."""
    return {person.key: _make_account(person) for person in PEOPLE}


def _make_account(person: Person) -> Account:
    password = secrets.token_urlsafe(12)
    user = api.user.create(
        email=person.login, password=password, properties={"fullname": person.name}
    )
    if person.group is not None:
        api.group.add_user(groupname=person.group, user=user)
    elif person.roles != _FAMILY:
        api.user.grant_roles(user=user, roles=list(person.roles))
    return Account(person, user.getId(), password)


def acting_as(account: Account):
    """Return a context in which everything is done, and permitted, as this person."""
    return api.env.adopt_user(user=api.user.get(userid=account.user_id))
