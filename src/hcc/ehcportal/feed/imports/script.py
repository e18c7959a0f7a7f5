"""Imports a folder of JSON lines: see docs/feed.md.

Run it inside Zope: ``bin/instance run …/hcc/ehcportal/feed/imports/script.py FOLDER``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.feed.imports.files import FilesBeside
from hcc.ehcportal.feed.imports.folder import FileLine
from hcc.ehcportal.feed.imports.folder import lines_in
from hcc.ehcportal.feed.imports.folder import take_batches
from hcc.ehcportal.feed.imports.folder import try_batches
from hcc.ehcportal.feed.imports.progress import progress
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.taking import CHANGED
from hcc.ehcportal.feed.imports.taking import MADE
from hcc.ehcportal.feed.imports.taking import Outcome
from hcc.ehcportal.feed.imports.taking import REFUSED
from hcc.ehcportal.feed.imports.taking import SAME
from hcc.ehcportal.notify.rounds import sites_in
from pathlib import Path
from Testing.makerequest import makerequest
from typing import TextIO
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import argparse
import dataclasses
import json
import os
import sys


def main(app, arguments: list[str]) -> int:
    """Import a folder, print what became of it, and return the exit code.

    What is printed names nobody. Names and dates are in the file that ``--report``
    names alone, for whoever may read the folder itself.
    """
    options = _options(arguments)
    app = makerequest(app)
    setRequest(app.REQUEST)
    portal = _portal(app, options.portal)
    if portal is None:
        print("Say which portal, by its path on the server: --portal /council/ehc")
        return 2
    counts: Counter[str] = Counter()
    with open(options.report, "w", encoding="utf-8", opener=_for_oneself) as report:
        for line, outcome in _outcomes(portal, options):
            counts[outcome.outcome] += 1
            _report(report, line, outcome)
    print(_summary(counts, options.dry_run))
    return 1 if counts[REFUSED] else 0


def arguments_in(argv: list[str]) -> list[str]:
    """Return what stands behind the name of this script; before it are Zope's words."""
    names = [Path(each).name for each in argv]
    return argv[names.index("script.py") + 1 :]


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Import a folder of JSON lines.")
    parser.add_argument("folder", type=Path, help="has .jsonl files, and documents")
    parser.add_argument("--portal", help="its path on the server: /council/ehc")
    parser.add_argument("--dry-run", action="store_true", help="keep nothing of it")
    parser.add_argument("--tell", action="store_true", help="tell families by mail")
    parser.add_argument(
        "--report", default=os.devnull, help="a file for what was changed, line by line"
    )
    return parser.parse_args(arguments)


def _portal(app, path: str | None):
    """Return the portal at a path, or the only one of the server, in its site."""
    found = {}
    for site in sites_in(app):
        setSite(site)
        for portal in portals_of_site():
            found["/".join(portal.getPhysicalPath())] = (site, portal)
    if path is None and len(found) == 1:
        (path,) = found
    site, portal = found.get(path, (None, None))
    setSite(site)
    return portal


def _outcomes(
    portal, options: argparse.Namespace
) -> Iterator[tuple[FileLine, Outcome]]:
    """Yield each line that said something with what became of it, behind a bar."""
    lines = list(lines_in(options.folder))
    take = try_batches if options.dry_run else take_batches
    numbered = ((index, line.text) for index, line in enumerate(lines))
    run = Run(portal, FilesBeside(options.folder))
    with progress("Import", max(len(lines), 1), "lines") as bar:
        for outcomes in take(run, numbered, tell=options.tell):
            bar.advance(len(outcomes))
            for outcome in outcomes:
                yield lines[outcome.line], outcome


def _report(report: TextIO, line: FileLine, outcome: Outcome) -> None:
    said = dataclasses.asdict(outcome)
    said |= {"file": line.file, "line": line.number}
    report.write(json.dumps(said, ensure_ascii=False) + "\n")
    if outcome.outcome == REFUSED:
        print(f"{line.file}, line {line.number}: {outcome.message}")


def _for_oneself(path: str, flags: int) -> int:
    """Open a file that nobody else on the machine may read: it names children."""
    return os.open(path, flags, mode=0o600)


def _summary(counts: Counter[str], dry_run: bool) -> str:
    kept = "Nothing was kept; it would be: " if dry_run else "Lines: "
    titles = (MADE, CHANGED, SAME, REFUSED)
    return kept + ", ".join(f"{counts[each]:,} {each}" for each in titles)


if __name__ == "__main__":
    sys.exit(main(app, arguments_in(sys.argv)))  # noqa: F821 - Zope gives its root
