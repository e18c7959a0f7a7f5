"""The page on which somebody asks for access to the case of a child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.requests import RELATIONSHIPS
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.requests import TooManyRequests
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import clean_reference
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.steps.page import FormPage
from plone import api


# Nobody born earlier has a case.
_EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class DatePart:
    """One of the three fields of a date; ``width`` in digits."""

    name: str
    label: str
    width: int


class RequestAccess(FormPage):
    """What somebody says about a child, for staff to decide.

    The answer is the same whether the council knows the child or not.
    """

    title = _("title_request_access", default="Request access")
    buttons = {"send": "send"}

    date_parts = (
        DatePart("day", _("date_day", default="Day"), 2),
        DatePart("month", _("date_month", default="Month"), 2),
        DatePart("year", _("date_year", default="Year"), 4),
    )
    relationships = RELATIONSHIPS

    def send(self) -> str | None:
        facts = {
            "child_name": self._clean("child_name", clean_name),
            "date_of_birth": self._date(),
            "relationship": self._relationship(),
            "reference": self._clean("reference", clean_reference),
        }
        if not self.problems:
            self._make(facts)
        if self.problems:
            return None
        self.tell(
            _(
                "request_sent",
                default="We have your request, and will tell you by email when it is "
                "decided. You see it here under Items to view.",
            )
        )
        return self.context.absolute_url()

    def _make(self, facts: dict) -> None:
        try:
            Requests(self.context).make(api.user.get_current().getId(), **facts)
        except TooManyRequests:
            self.refuse("", _TOO_MANY)
        except ValueRefused as refused:
            # The others were looked at before.
            self.refuse("day", refused.doc())

    def _clean(self, field: str, clean: Callable[[str], str]) -> str | None:
        try:
            return clean(self.typed(field))
        except ValueRefused as refused:
            self.refuse(field, refused.doc())
        return None

    def _date(self) -> date | None:
        day, month, year = (self.typed(part.name).strip() for part in self.date_parts)
        try:
            born = date(_number(year), _number(month), _number(day))
        except ValueError:
            born = None
        if born is None or born.year < _EARLIEST_YEAR:
            self.refuse("day", _NO_DATE)
        return born

    def _relationship(self) -> str | None:
        chosen = self.typed("relationship")
        if chosen not in RELATIONSHIPS:
            self.refuse("relationship", _NO_RELATIONSHIP)
        return chosen


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
_NO_RELATIONSHIP = _("error_relationship", default="Choose who you are to them.")
_TOO_MANY = _(
    "error_too_many_requests",
    default="As many requests of yours are waiting as can be. Wait until we have "
    "decided on one of them.",
)
