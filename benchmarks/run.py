"""Measures the portal in a site of many families; `make bench` runs it.

Everything is made anew, in a folder under ``var/`` that is removed afterwards.
"""

from __future__ import annotations

from api import measure_api
from collections import Counter
from council import Council
from council import make_council
from council import root
from door import without_notice
from door import without_plugin
from forms import measure_forms
from hcc.ehcportal.login.door.hashing import ROUNDS
from imports import import_cases
from likeness import Unlike
from loads import cold_and_warm
from office import make_office
from office import Office
from pathlib import Path
from printing import machine
from printing import print_ratio
from queries import ours
from queries import queries_of
from ratios import in_turn
from ratios import Pairs
from server import running_zope
from server import served
from shares import shares_of
from signins import sign_ins
from signins import SignIns
from visitor import NoPage
from visitor import Visitor

import argparse
import sys


SIZES = {"small": 200, "medium": 2_000, "large": 23_000}

# A council's cases at work, from which its staff's worklists are made.
CASES = 15_500

# What the large site is held against.
FEW = 20

# What is aimed at: see docs/performance.md.
AGAINST_PLONE = 0.8
AGAINST_FEW = 1.05
AGAINST_NO_PLUGIN = 1.02
WORKLIST_AGAINST_PLONE = 2.0
OBJECTS_A_SECOND = 300

# Cases that a case system sends, and how many are to be taken in a minute.
IMPORTED = 200
IMPORTED_A_MINUTE = 200

# What a coordinator and a manager look at.
_WORKLISTS = {
    "my cases": "cases=mine",
    "all cases": "cases=all",
    "all, page 100 by name": "cases=all&sort=name&page=100",
    "all that are late": "cases=all&show=late",
}

_WARM_UP = 5
_VISITS_FOR_SHARES = 50
_SIGN_INS = 40
# So small a difference as the plugin's takes so many times the pairs to show.
_MORE = 2


def main() -> int:
    """Make the sites, measure, print; return the exit code."""
    options = _options()
    with running_zope(Path("var")) as application:
        try:
            if options.part in (None, "import"):
                _measure_import(options.imported)
            if options.part in (None, "worklist"):
                _measure_worklist(application, options.cases, options.pairs)
            if options.part in (None, "api"):
                measure_api(application, options.pairs)
            if options.part in (None, "forms"):
                measure_forms(application, options.pairs)
            if options.part not in (None, "families"):
                return 0
            few, many = _make_councils(SIZES[options.size])
            with served(application) as port:
                return _measure(port, few, many, options.pairs)
        except Unlike as error:
            return _fail(error, "benchmarks/mould.py copies a family; mend it there")
        except NoPage as error:
            return _fail(error, "open that page in `make start`; var/log tells more")


def _fail(error: object, remedy: str) -> int:
    print(f"{error}\n-> {remedy}.", file=sys.stderr)
    return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument(
        "--pairs", type=int, default=200, help="how often each pair is timed"
    )
    parser.add_argument(
        "--cases", type=int, default=CASES, help="how many cases the worklist is of"
    )
    parser.add_argument(
        "--imported", type=int, default=IMPORTED, help="how many cases are imported"
    )
    parser.add_argument(
        "--part",
        choices=("api", "families", "forms", "import", "worklist"),
        help="measure this part alone",
    )
    return parser.parse_args()


def _make_councils(count: int) -> tuple[Council, Council]:
    print("Making the sites. Copies of a family are checked against the original.")
    with root() as app:
        return make_council(app, "few", FEW), make_council(app, "many", count)


def _measure(port: int, few: Council, many: Council, pairs: int) -> int:
    print(f"Measuring over HTTP, {pairs} pairs each; this takes some minutes.")
    in_few, in_many = Visitor(port, few), Visitor(port, many)
    for _ in range(_WARM_UP):
        in_few.fetch(few.case_path)
        in_many.fetch(many.case_path)
        in_many.fetch(many.page_path)
    _print_head(many)
    _print_ratios(
        many,
        in_turn(
            lambda: in_many.time(many.case_path),
            lambda: in_many.time(many.page_path),
            pairs,
        ),
        in_turn(
            lambda: in_many.time(many.case_path),
            lambda: in_few.time(few.case_path),
            pairs,
        ),
    )
    _print_door(in_many, many, _MORE * pairs)
    _print_sign_ins(sign_ins(port, many, many.others[:_SIGN_INS]))
    _print_loads(in_few, few, in_many, many)
    found = _print_queries(in_many, many)
    _print_shares(in_few, few, in_many, many)
    if found:
        return _fail(
            f"The dashboard makes {found} catalog queries of its own",
            "read by traversal, as content/overview.py does",
        )
    return 0


def _measure_import(count: int) -> None:
    print("Making the site of the import.")
    with root() as app:
        first, again = import_cases(app, "import", count)
    print(
        f"\n{machine()}\n\n{count:,} cases of nine lines imported: "
        f"{count / first:,.0f} a minute (aim: {IMPORTED_A_MINUTE}); the same lines "
        f"again: {count / again:,.0f} a minute"
    )


def _measure_worklist(application, cases: int, pairs: int) -> None:
    print("Making the site of the worklist.")
    with root() as app:
        office = make_office(app, "office", cases)
    with served(application) as port:
        visitor = Visitor(port, office)
        print(f"\n{machine()}\n\nThe worklist in a site of {office.cases:,} cases")
        for title, query in _WORKLISTS.items():
            path = f"{office.worklist_path}?{query}"
            _print_worklist(title, visitor, path, office, pairs)


def _print_worklist(
    title: str, visitor: Visitor, path: str, office: Office, pairs: int
) -> None:
    for _ in range(_WARM_UP):
        visitor.fetch(path)
        visitor.fetch(office.page_path)
    timed = in_turn(
        lambda: visitor.time(path), lambda: visitor.time(office.page_path), pairs
    )
    print_ratio(f"{title} / empty Plone page", timed, WORKLIST_AGAINST_PLONE)


def _print_head(many: Council) -> None:
    print(
        f"\n{many.families:,} families; made at {many.rate:,.0f} objects a second "
        f"(aim: {OBJECTS_A_SECOND})\n{machine()}"
    )


def _print_ratios(many: Council, against_plone: Pairs, against_few: Pairs) -> None:
    print(f"\n{'Ratios':<42} median  quartiles      aim     times")
    print_ratio("EHC dashboard / empty Plone page", against_plone, AGAINST_PLONE)
    title = f"in {many.families:,} families / in {FEW}"
    print_ratio(f"EHC dashboard {title}", against_few, AGAINST_FEW)


def _print_door(visitor: Visitor, many: Council, pairs: int) -> None:
    def against_none() -> Pairs:
        return in_turn(
            lambda: visitor.time(many.page_path),
            lambda: without_plugin(lambda: visitor.time(many.page_path)),
            pairs,
        )

    with without_notice():
        alone = against_none()
    print_ratio("Empty page, second-step plugin / without", alone, AGAINST_NO_PLUGIN)
    title = "the same, with the notice of sign-out"
    print_ratio(title, against_none(), AGAINST_NO_PLUGIN)


def _print_sign_ins(made: SignIns) -> None:
    whole, one_hash = made.medians
    print(f"\nSigning in, both steps, {len(made.whole)} people one after the other")
    print(f"  {'Sign-ins a second':<40} {made.rate:>6.2f}  {whole:.0f} ms each")
    print(
        f"  {'The share of the password hash':<40} {made.hash_share:>6.0%}"
        f"  {one_hash:.0f} ms each, {ROUNDS} rounds"
    )


def _print_loads(
    in_few: Visitor, few: Council, in_many: Visitor, many: Council
) -> None:
    print(f"\n{'ZODB objects loaded by a view':<42}   cold    warm")
    for title, visitor, path in (
        (f"EHC dashboard, {many.families:,} families", in_many, many.case_path),
        (f"EHC dashboard, {FEW} families", in_few, few.case_path),
        ("Empty Plone page", in_many, many.page_path),
    ):
        cold, warm = cold_and_warm(lambda v=visitor, p=path: v.fetch(p))
        print(f"  {title:<40} {cold:>6,}  {warm:>6,}")


def _print_queries(visitor: Visitor, many: Council) -> int:
    dashboard = queries_of(lambda: visitor.fetch(many.case_path))
    page = queries_of(lambda: visitor.fetch(many.page_path))
    print("\nCatalog queries of a view")
    print(f"  {'EHC dashboard, by our code (must be 0)':<40} {ours(dashboard):>6}")
    _print_askers("EHC dashboard, by Plone's frame of it", dashboard)
    _print_askers("Empty Plone page, by Plone", page)
    return ours(dashboard)


def _print_askers(title: str, askers: Counter) -> None:
    plones = {m: n for m, n in askers.items() if not m.startswith("hcc.")}
    modules = ", ".join(f"{module} {n}" for module, n in plones.items())
    print(f"  {title:<40} {sum(plones.values()):>6}  {modules}")


def _print_shares(
    in_few: Visitor, few: Council, in_many: Visitor, many: Council
) -> None:
    pages = {
        f"{many.families:,}": lambda: in_many.fetch(many.case_path),
        f"{FEW}": lambda: in_few.fetch(few.case_path),
        "empty page": lambda: in_many.fetch(many.page_path),
    }
    shares = shares_of(tuple(pages.values()), _VISITS_FOR_SHARES)
    titles = "".join(f"{title:>12}" for title in pages)
    print(f"\n{'Where the time goes, in ms':<42}{titles}")
    names = {name for page in shares for name in page}
    for name in sorted(names, key=lambda n: -max(page.get(n, 0) for page in shares)):
        _print_share(name, [page.get(name, 0) for page in shares])
    _print_share("All", [sum(page.values()) for page in shares])


def _print_share(name: str, times: list[float]) -> None:
    print(f"  {name:<40}{''.join(f'{ms:>12.1f}' for ms in times)}")


if __name__ == "__main__":
    sys.exit(main())
