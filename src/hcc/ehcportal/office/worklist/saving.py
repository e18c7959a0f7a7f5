"""A worklist as a table that can be saved."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.office.worklist.page import Worklist
from hcc.ehcportal.office.worklist.rows import Row
from io import StringIO
from zope.i18n import translate

import csv


COLUMNS = (
    _("worklist_child", default="Child"),
    _("csv_birth", default="Date of birth"),
    _("worklist_reference", default="Reference"),
    _("worklist_stage", default="Stage"),
    _("worklist_next_due", default="Next due"),
    _("csv_late", default="Days late"),
    _("worklist_exempt", default="Exempt"),
    _("worklist_coordinator", default="Coordinator"),
    _("worklist_source", default="Who the request was from"),
    _("worklist_state", default="State"),
    _("csv_waits", default="Waits for us"),
)

YES = _("csv_yes", default="yes")

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet works out, whoever chose the words in it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class SavedWorklist(Worklist):
    """All cases that the address selects, on every page of them."""

    def __call__(self) -> bytes:
        self._check_term()
        if self.problem:
            # The page says it. A table would have every case in it, unasked.
            self.request.response.redirect(self._url())
            return b""
        record("worklist_saved", who=self.person, apart=True)
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", 'attachment; filename="worklist.csv"')
        response.setHeader("Cache-Control", "no-store, private")
        response.setHeader("X-Content-Type-Options", "nosniff")
        # The mark at the beginning lets a spreadsheet read the letters as meant.
        return self._text().encode("utf-8-sig")

    def _text(self) -> str:
        table = StringIO()
        writer = csv.writer(table)
        writer.writerow(self._translated(COLUMNS))
        for case in self.cases.all(self.selection, self.term):
            cells = self._translated(self._cells(self.words.row(case)))
            writer.writerow(map(harmless, cells))
        return table.getvalue()

    def _cells(self, row: Row) -> Iterator[str]:
        case = row.case
        late = self.cases.horizon.late_days(case.due)
        yield case.name
        yield case.date_of_birth.isoformat() if case.date_of_birth else ""
        yield case.reference
        yield row.stage
        yield case.due.isoformat() if case.due else ""
        yield str(late) if late else ""
        yield YES if case.exempt else ""
        yield row.coordinator
        yield title_of(REQUEST_SOURCES, case.source)
        yield row.state
        yield ", ".join(row.needs)

    def _translated(self, words) -> Iterator[str]:
        return (translate(word, context=self.request) for word in words)
