"""An import of many cases, as a case system would send them at first: no documents."""

from __future__ import annotations

from collections.abc import Iterator
from council import make_pages
from council import make_site
from datetime import date
from datetime import timedelta
from hcc.ehcportal.feed.imports.files import FilesInside
from hcc.ehcportal.feed.imports.folder import take_batches
from hcc.ehcportal.feed.imports.progress import progress
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.taking import REFUSED

import json
import time
import transaction


_LONG_AGO = date(2026, 1, 5)


def import_cases(app, site_id: str, count: int) -> tuple[float, float]:
    """Import cases into a new site, twice; return the minutes that each time took."""
    site = make_site(app, site_id)
    portal, _page = make_pages(site)
    transaction.commit()
    run = Run(portal, FilesInside())
    lines = list(enumerate(_lines(count), 1))
    return _minutes(run, lines, "first"), _minutes(run, lines, "again")


def _minutes(run: Run, lines: list[tuple[int, bytes]], title: str) -> float:
    start = time.perf_counter()
    with progress(title, len(lines), "lines") as bar:
        for outcomes in take_batches(run, lines):
            refused = [each for each in outcomes if each.outcome == REFUSED]
            if refused:
                raise RuntimeError(f"A line was refused: {refused[0].message}")
            bar.advance(len(outcomes))
    return (time.perf_counter() - start) / 60


def _lines(count: int) -> Iterator[bytes]:
    """Yield all lines of some cases: nine for each, as far as its advice has come."""
    for number in range(1, count + 1):
        for line in _case(number, _LONG_AGO + timedelta(days=number % 200)):
            yield json.dumps(line).encode()


def _case(number: int, received: date) -> Iterator[dict]:
    case, asked = f"C-{number}", received + timedelta(days=35)
    yield {"type": "family", "id": f"F-{number}", "title": f"Family {number}"}
    yield {
        "type": "case",
        "id": case,
        "family": f"F-{number}",
        "title": f"Child {number}",
        "date_of_birth": "2016-03-03",
        "gender": "female",
        "reference": str(6_000_000 + number),
        "request_received": received.isoformat(),
        "request_source": "parent",
        "involvements": ["Educational Psychology"],
        "state": "open",
    }
    yield {
        "type": "contact",
        "case": case,
        "person": "robert",
        "since": received.isoformat(),
    }
    done = {"state": "done", "completed_on": asked.isoformat()}
    yield {"type": "stage", "case": case, "stage": "request_outcome", **done}
    yield {"type": "stage", "case": case, "stage": "advice", "state": "in_progress"}
    for kind in ("Educational Psychologist", "Social Care", "Health"):
        yield {
            "type": "advice",
            "id": f"{case}-{kind}",
            "case": case,
            "service": kind,
            "requested": asked.isoformat(),
        }
    yield {"type": "dates", "case": case, "transfer_year": 2027}
