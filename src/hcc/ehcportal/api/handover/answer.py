"""What ``@ehc-hand-over`` takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.api.many import Addresses
from hcc.ehcportal.api.shapes import named


@dataclass(frozen=True)
class NewCoordinator:
    """The user id of whoever is to coordinate the case."""

    coordinator: str


@dataclass(frozen=True)
class HandOverMany:
    """The user id of the coordinator, and the addresses of the cases."""

    coordinator: str
    cases: Addresses


@dataclass(frozen=True)
class Coordinated:
    """A case with its coordinator, by user id and by name."""

    at_id: str = named("@id")
    coordinator: str
    coordinator_name: str
