"""What ``@ehc-advice`` takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import LEFT_OUT
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.process.advice import MOST_REQUESTS
from hcc.ehcportal.process.keys import AdviceClause
from typing import Annotated


Service = Annotated[str, Bounds(1, 100)]


@dataclass(frozen=True)
class Asking:
    """Which services were asked, all on one day: today, unless it is told."""

    services: Annotated[tuple[Service, ...], Bounds(1, MOST_REQUESTS)]
    requested: date | None = None


@dataclass(frozen=True)
class AdviceChange:
    """What is to be put right of one request; what is left out stays as it is.

    ``received`` is null while nothing has arrived, ``clause`` where the law names no
    reason to answer later. The family reads all of it.
    """

    service: Service = LEFT_OUT
    requested: date = LEFT_OUT
    received: date | None = LEFT_OUT
    clause: AdviceClause | None = LEFT_OUT


@dataclass(frozen=True)
class AskedService:
    """A service that was asked; ``due`` is its last day to answer."""

    at_id: str = named("@id")
    id: str
    service: str
    requested: date
    due: date
    received: date | None
    late_days: int
    clause: AdviceClause | None
    clause_title: str


@dataclass(frozen=True)
class AskedServices:
    """The requests for advice of a case, in the order in which they were made."""

    at_id: str = named("@id")
    items: tuple[AskedService, ...]
