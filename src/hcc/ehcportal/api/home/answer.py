"""What ``@ehc`` tells whoever has signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.overview.answer import Link
from hcc.ehcportal.api.overview.answer import Stage
from hcc.ehcportal.api.shapes import named


@dataclass(frozen=True)
class Counts:
    """How many things of a child's wait, and how many there are."""

    new_messages: int
    forms_to_complete: int
    new_documents: int
    documents: int


@dataclass(frozen=True)
class Child:
    """A case that the person may see as its family; ``@id`` is its address."""

    at_id: str = named("@id")
    uid: str
    name: str
    date_of_birth: date
    gender: str
    reference: str | None
    state: str
    ending: str
    coordinator: str | None
    current: Stage | None
    counts: Counts


@dataclass(frozen=True)
class Portal:
    """A portal of the site; usually there is one.

    ``worklist`` and ``families`` are addresses for whoever may open them.
    """

    at_id: str = named("@id")
    title: str
    support_email: str | None
    links: tuple[Link, ...]
    worklist: str | None
    families: str | None


@dataclass(frozen=True)
class Home:
    """Where everybody begins."""

    at_id: str = named("@id")
    person: str
    children: tuple[Child, ...]
    portals: tuple[Portal, ...]
