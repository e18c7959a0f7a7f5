"""Late, or due soon: what a day in the index means today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.process.calendar import day_before
from hcc.ehcportal.process.calendar import days_late
from hcc.ehcportal.process.working_days import working_days_of


# So many working days ahead is soon.
SOON_DAYS = 10

# Days as the index keeps them: see ``content/indexers.py``.
Range = tuple[str, str]


@dataclass(frozen=True)
class Horizon:
    """Today, and the last day that is soon."""

    today: date
    soon: date

    @property
    def late(self) -> Range:
        """The days on which something was due that is late now."""
        return "", day_before(self.today).isoformat()

    @property
    def next(self) -> Range:
        """The days on which what is due is due soon."""
        return self.today.isoformat(), self.soon.isoformat()

    def late_days(self, due: date | None) -> int:
        """Return how many days late something is."""
        return 0 if due is None else days_late(due, self.today)

    def in_words(self, due: date) -> str:
        """Say how far off a day is."""
        late, left = self.late_days(due), (due - self.today).days
        if late == 1:
            return _("due_late_one", default="late by 1 day")
        if late:
            return _(
                "due_late", default="late by ${days} days", mapping={"days": str(late)}
            )
        if left == 0:
            return _("due_today", default="due today")
        if left == 1:
            return _("due_tomorrow", default="due tomorrow")
        return _("due_in", default="due in ${days} days", mapping={"days": str(left)})


def horizon() -> Horizon:
    """Return what late and soon mean today."""
    day = today()
    return Horizon(day, working_days_of(day, SOON_DAYS))


def within(*ranges: Range) -> dict:
    """Return the condition of an index of days that lie in all of these ranges."""
    first = max(start for start, _end in ranges)
    last = min(end for _start, end in ranges)
    return {"query": (first, last), "range": "min:max"}
