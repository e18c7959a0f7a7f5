"""Long lists in parts, as plone.restapi's ``@search`` gives them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import named
from plone.restapi.batching import HypermediaBatch
from typing import Annotated
from typing import Generic
from typing import TypeVar


Entry = TypeVar("Entry")

# What a service that gives a ``Listing`` is asked.
BATCHING = (
    Parameter("b_start", "How many entries to leave out", Annotated[int, Bounds(0)]),
    Parameter(
        "b_size",
        "How many entries to give: 25, or up to 100",
        Annotated[int, Bounds(1, 100)],
    ),
)


@dataclass(frozen=True)
class Batching:
    """The addresses of the other parts."""

    at_id: str = named("@id")
    first: str
    last: str
    next: str | None = None
    prev: str | None = None


@dataclass(frozen=True)
class Listing(Generic[Entry]):
    """A part of a list; ``batching`` is None where it is the whole."""

    at_id: str = named("@id")
    items: tuple[Entry, ...]
    items_total: int
    batching: Batching | None


def listing_of(request, found: Sequence, entry_of: Callable[..., Entry]) -> Listing:
    """Return the part of what was found that a request asks for.

    ``entry_of`` makes an entry of each: of what is not asked for, none is made.
    """
    batch = HypermediaBatch(request, found)
    links = dict(batch.links or {})
    return Listing(
        at_id=batch.canonical_url,
        items=tuple(entry_of(each) for each in batch),
        items_total=batch.items_total,
        batching=Batching(links.pop("@id"), **links) if links else None,
    )
