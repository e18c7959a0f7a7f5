"""A page that asks about a child: its name, and its date of birth in three fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.steps.page import FormPage


# Nobody born earlier has a case.
_EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class DatePart:
    """One of the three fields of a date; ``width`` in digits."""

    name: str
    label: str
    width: int


class AboutChild(FormPage):
    """Reads what was typed about a child, and refuses what cannot be."""

    date_parts = (
        DatePart("day", _("date_day", default="Day"), 2),
        DatePart("month", _("date_month", default="Month"), 2),
        DatePart("year", _("date_year", default="Year"), 4),
    )

    def clean(self, field: str, clean: Callable[[str], str]) -> str | None:
        """Return what ``clean`` makes of a field, or refuse it."""
        try:
            return clean(self.typed(field))
        except ValueRefused as refused:
            self.refuse(field, refused.doc())
        return None

    def born(self) -> date | None:
        """Return the date of birth, or refuse it."""
        day, month, year = (self.typed(part.name).strip() for part in self.date_parts)
        try:
            born = date(_number(year), _number(month), _number(day))
        except ValueError:
            born = None
        if born is None or born.year < _EARLIEST_YEAR:
            self.refuse("day", _NO_DATE)
        return born


def _number(typed: str) -> int:
    """Return a number of at most four digits. Raises ``ValueError``."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > len("2020"):
        raise ValueError
    return int(typed)


_NO_DATE = _(
    "error_birth",
    default="Enter the date of birth as day, month and year in numbers, such as "
    "3 3 2020.",
)
