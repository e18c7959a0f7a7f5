"""``POST @ehc-import``: lines of a case system, with an answer for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.api.bodies import media_type_of
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.operations import Raw
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.feed.imports.files import FilesInside
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.taking import CHANGED
from hcc.ehcportal.feed.imports.taking import MADE
from hcc.ehcportal.feed.imports.taking import Outcome
from hcc.ehcportal.feed.imports.taking import REFUSED
from hcc.ehcportal.feed.imports.taking import SAME
from hcc.ehcportal.feed.imports.taking import take_lines

import transaction


LINES = "application/jsonl"

# One document of 25 MB takes 34 in base64.
LONGEST_BODY = 40_000_000

# So many lines take less than a minute.
MOST_LINES = 1_000


@dataclass(frozen=True)
class ImportReport:
    """What became of the lines of an import, or would have in a dry run."""

    dry_run: bool
    made: int
    changed: int
    same: int
    refused: int
    lines: tuple[Outcome, ...]


class Import(PortalService):
    """Takes lines into the portal, or tries what they would do."""

    operation = Operation(
        summary="Import families, cases and what happens in them, line by line",
        takes=Raw(LINES),
        gives={200: ImportReport},
        parameters=(
            Parameter("dry_run", "Keep nothing of it, and tell what it would do", bool),
            Parameter("tell", "Tell families by mail of what is new by it", bool),
        ),
        problems=(400, 403, 413, 415),
        longest_body=LONGEST_BODY,
    )

    def reply(self) -> ImportReport:
        lines = self._lines()
        run = Run(self.context, FilesInside())
        before = transaction.savepoint(optimistic=True)
        outcomes = tuple(take_lines(run, lines, tell=bool(self.asked["tell"])))
        if self.asked["dry_run"]:
            before.rollback()
        else:
            subject = subject_of(self.context)
            record("cases_imported", who=self.person, subject=subject)
        return _report(outcomes, dry_run=bool(self.asked["dry_run"]))

    def _lines(self) -> list[tuple[int, bytes]]:
        body = self.request.get("BODY") or b""
        if len(body) > self.operation.longest_body:
            raise Problem(413)
        if media_type_of(self.request) != LINES:
            raise Problem(415, message=_MEDIA_TYPE)
        lines = body.rstrip(b"\n").split(b"\n")
        if len(lines) > MOST_LINES:
            raise Problem(413, message=_TOO_MANY)
        return list(enumerate(lines, 1))


def _report(outcomes: tuple[Outcome, ...], *, dry_run: bool) -> ImportReport:
    became = [each.outcome for each in outcomes]
    counts = (became.count(each) for each in (MADE, CHANGED, SAME, REFUSED))
    return ImportReport(dry_run, *counts, outcomes)


_MEDIA_TYPE = _(
    "import_media_type",
    default="Send JSON lines, with Content-Type: application/jsonl.",
)
_TOO_MANY = _(
    "import_too_many",
    default="These are more than 1,000 lines. Send them in several requests.",
)
