"""The part of the API: a whole case by it, against what else tells of the case."""

from __future__ import annotations

from council import make_council
from council import root
from loads import cold_and_warm
from plone import api
from printing import machine
from printing import print_ratio
from ratios import in_turn
from server import served
from visitor import Visitor

import transaction


FAMILIES = 20

# What is aimed at: see docs/performance.md.
AGAINST_PLAIN = 0.5
AGAINST_DASHBOARD = 0.5

_JSON = "application/json"
_WARM_UP = 5


def measure_api(application, pairs: int) -> None:
    """Make a site, and print the ratios and loads of ``@ehc-overview``."""
    print("Making the site of the API.")
    with root() as app:
        council = make_council(app, "api", FAMILIES)
        # Calls are counted as ever, but none is refused.
        api.portal.set_registry_record("ehc.account_calls", 1_000_000)
        transaction.commit()
    with served(application) as port:
        _measure(Visitor(port, council), council.case_path, pairs)


def _measure(visitor: Visitor, case: str, pairs: int) -> None:
    ways = {
        "@ehc-overview": (f"{case}/@ehc-overview", _JSON),
        "plone.restapi's GET": (case, _JSON),
        "EHC dashboard": (case, "text/html"),
    }
    overview, plain, dashboard = ways.values()
    for _ in range(_WARM_UP):
        for way in ways.values():
            visitor.fetch(*way)
    print(f"\n{machine()}\n\nA case with its letters, by the API")
    for title, other, aim in (
        ("@ehc-overview / plone.restapi's GET", plain, AGAINST_PLAIN),
        ("@ehc-overview / EHC dashboard", dashboard, AGAINST_DASHBOARD),
    ):
        timed = in_turn(
            lambda: visitor.time(*overview), lambda o=other: visitor.time(*o), pairs
        )
        print_ratio(title, timed, aim)
    _print_loads(visitor, ways)


def _print_loads(visitor: Visitor, ways: dict[str, tuple[str, str]]) -> None:
    print(f"\n{'ZODB objects loaded':<42}   cold    warm")
    for title, way in ways.items():
        cold, warm = cold_and_warm(lambda w=way: visitor.fetch(*w))
        print(f"  {title:<40} {cold:>6,}  {warm:>6,}")
