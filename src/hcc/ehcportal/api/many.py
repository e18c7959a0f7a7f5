"""Doing the same with many things of cases in one request, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from hcc.ehcportal.access.many import attempt
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.api.ways import way_to
from typing import Annotated


# The addresses of the cases, or of what lies in them; each counts once.
Addresses = Annotated[tuple[str, ...], Bounds(1, 100)]


@dataclass(frozen=True)
class OutcomeOfOne:
    """What became of one; ``why`` says why nothing was done, if so."""

    at_id: str = named("@id")
    why: str | None


@dataclass(frozen=True)
class ReportOnMany:
    """With how many it was done, and what became of each."""

    done: int
    items: tuple[OutcomeOfOne, ...]


def report_on(
    portal, addresses: Iterable[str], try_at: Callable[[object, str], str | None]
) -> ReportOnMany:
    """Try something at each address, and tell what became of it.

    ``try_at`` takes the folder of families and the way from there, such as
    "family/case", and returns why nothing was done, if so.
    """
    families = portal["families"]
    outcomes = tuple(
        OutcomeOfOne(address, try_at(families, way_to(families, address)))
        for address in dict.fromkeys(addresses)
    )
    return ReportOnMany(sum(each.why is None for each in outcomes), outcomes)


def report_on_cases(
    portal, addresses: Iterable[str], act: Callable[[object], None]
) -> ReportOnMany:
    """Do something with the case at each address, as ``access.many`` attempts it."""

    def try_at(families, place: str) -> str | None:
        return attempt(families, place, act)

    return report_on(portal, addresses, try_at)
