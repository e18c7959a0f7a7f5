"""Who asks the catalog while a page is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from Products.ZCatalog.Catalog import Catalog
from types import FrameType

import sys


OURS = "hcc.ehcportal"

# Where the frame of a page begins: what is asked from inside of it, Plone asks.
_FRAME = (
    "zope.contentprovider",
    "plone.app.layout",
    "plone.app.portlets",
    "plone.app.theming",
    "plone.app.viewletmanager",
)


def queries_of(fetch: Callable[[], object]) -> Counter:
    """Return how many queries were made while ``fetch`` ran, by module.

    A query is ours if our code is nearer to it than the frame that Plone puts around
    every page, whichever of the catalog's methods it went through.
    """
    askers: Counter = Counter()
    with _watched(askers):
        fetch()
    return askers


@contextmanager
def _watched(askers: Counter) -> Iterator[None]:
    # Every way to search a catalog goes through this method.
    search = Catalog.search

    def watched_search(catalog, *args, **kwargs):
        askers[_asker(sys._getframe(1))] += 1
        return search(catalog, *args, **kwargs)

    Catalog.search = watched_search
    try:
        yield
    finally:
        Catalog.search = search


def _asker(frame: FrameType | None) -> str:
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith((OURS, *_FRAME)):
            return module
        frame = frame.f_back
    return "the publisher"


def ours(askers: Counter) -> int:
    """Return how many of the queries our own code made."""
    return sum(n for module, n in askers.items() if module.startswith(OURS))
