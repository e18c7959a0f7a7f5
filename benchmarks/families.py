"""A family, made as staff make it: each thing added, each state by its transition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.access.register import AccessRegister
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile


DOCUMENTS = 15
MESSAGES = 10

_LETTER = b"{\\rtf1\\ansi " + b"We have asked for advice about your child. " * 40 + b"}"


@dataclass(frozen=True)
class Parent:
    """An account; ``user_id`` is the name to sign in with as well."""

    user_id: str
    name: str


def make_parent(site, user_id: str, name: str, stored: str) -> Parent:
    """Give a parent an account, past the checks of a registration form.

    ``stored`` is the hash of the password: making one takes a quarter of a second.
    """
    site.acl_users._doAddUser(user_id, stored, ["Member"], ())
    site.acl_users.mutable_properties.setPropertiesForUser(
        site.acl_users.getUserById(user_id),
        _Properties(fullname=name, email=f"{user_id}@example.org"),
    )
    return Parent(user_id, name)


class _Properties:
    """What PAS wants a sheet of properties to be."""

    def __init__(self, **values):
        self._values = values

    def propertyItems(self):
        return list(self._values.items())


def make_family(
    portal, parent: Parent, child: str, coordinator: str, *, letters: bool = True
):
    """Make a family with an open case, as a coordinator does, and return it.

    Without ``letters`` it has neither documents nor messages.
    """
    with api.env.adopt_user(username=coordinator):
        family = createContentInContainer(
            portal["families"], "EHCFamily", title=f"Family of {child}"
        )
        case = createContentInContainer(
            family,
            "EHCCase",
            title=child,
            date_of_birth=date(2016, 3, 3),
            gender="female",
            reference="6427917",
            request_received=date(2025, 9, 1),
            request_source="parent",
            coordinator=coordinator,
            involvements=("EHM - Business Support Staff", "Educational Psychology"),
        )
        give_access(family, case, parent, coordinator)
        api.content.transition(case, "open")
        if letters:
            _correspond(case)
    return family


def give_access(family, case, parent: Parent, coordinator: str) -> None:
    """Admit a parent to a case."""
    AccessRegister(family).grant(
        parent.user_id,
        case.getId(),
        relationship="mother",
        reason="Parental responsibility",
        granted_by=coordinator,
    )


def _correspond(case) -> None:
    for number in range(DOCUMENTS):
        document = createContentInContainer(
            case,
            "EHCDocument",
            title=f"Letter {number}",
            document_date=date(2025, 9, 2),
            file=NamedBlobFile(_LETTER, "application/rtf", f"letter-{number}.rtf"),
        )
        api.content.transition(document, "publish")
    for number in range(MESSAGES):
        message = createContentInContainer(
            case, "EHCMessage", title=f"Message {number}", text="Hello\n\nWe wrote."
        )
        api.content.transition(message, "send")
