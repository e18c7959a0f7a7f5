"""An import of a folder: its lines in batches, each committed before the next."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.taking import Outcome
from hcc.ehcportal.feed.imports.taking import take_lines
from itertools import islice
from pathlib import Path

import transaction


# So many lines are committed together.
BATCH = 100


@dataclass(frozen=True)
class FileLine:
    """A line, and where it stands: the first of a file has number 1."""

    file: str
    number: int
    text: bytes


def lines_in(folder: Path) -> Iterator[FileLine]:
    """Yield the lines of a folder's ``.jsonl`` files, in the order of their names."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            for number, text in enumerate(lines, 1):
                yield FileLine(path.name, number, text)


def take_batches(
    run: Run, lines: Iterable[tuple[int, bytes]], *, tell: bool = False
) -> Iterator[list[Outcome]]:
    """Take lines and commit after each batch, which is yielded then.

    A batch that meets another import's is begun again. What was committed stays,
    whatever stops the rest: the same lines change nothing when they come again.
    """
    for batch in _batches(lines):
        for attempt in transaction.manager.attempts():
            with attempt:
                outcomes = list(take_lines(run, batch, tell=tell))
        yield outcomes
        run.portal._p_jar.cacheGC()
    with transaction.manager:
        record("cases_imported", subject=subject_of(run.portal))


def try_batches(
    run: Run, lines: Iterable[tuple[int, bytes]], *, tell: bool = False
) -> Iterator[list[Outcome]]:
    """Take lines as ``take_batches`` does, and keep nothing of it in the end."""
    transaction.begin()
    try:
        for batch in _batches(lines):
            yield list(take_lines(run, batch, tell=tell))
            run.portal._p_jar.cacheGC()
    finally:
        transaction.abort()


def _batches(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    lines = iter(lines)
    while batch := list(islice(lines, BATCH)):
        yield batch
