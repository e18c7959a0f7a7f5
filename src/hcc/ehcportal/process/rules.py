"""What one deadline is made of, and a set of them with the days it was in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from hcc.ehcportal.process import calendar
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.keys import AdviceClause
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.keys import Event
from hcc.ehcportal.process.keys import Notice
from hcc.ehcportal.process.keys import Party
from hcc.ehcportal.process.keys import Unit
from hcc.ehcportal.process.tribunal import appeal_by
from hcc.ehcportal.process.working_days import working_days_of
from types import MappingProxyType


_COUNT = {
    Unit.WEEKS_OF: calendar.weeks_of,
    Unit.WEEKS_BEGINNING: calendar.weeks_beginning,
    Unit.WEEKS_BEFORE: calendar.weeks_before,
    Unit.DAYS_OF: calendar.days_of,
    Unit.DAYS_BEGINNING: calendar.days_beginning,
    Unit.WORKING_DAYS_OF: working_days_of,
    Unit.MONTHS_OF: calendar.months_of,
}

# The same period with the event's day as day 1.
_FROM_DAY_ONE = {
    Unit.WEEKS_OF: Unit.WEEKS_BEGINNING,
    Unit.DAYS_OF: Unit.DAYS_BEGINNING,
}


@dataclass(frozen=True)
class Period:
    """So many weeks, days or months of an event."""

    amount: int
    unit: Unit
    counted_from: Event

    def count(self, event: date) -> date:
        """Return the period's last day for an event on this day."""
        return _COUNT[self.unit](event, self.amount)

    def last_day(self, events: Events) -> date | None:
        """Return the last day, or None while the event is not known."""
        event = getattr(events, self.counted_from)
        return None if event is None else self.count(event)


@dataclass(frozen=True)
class Before:
    """Strictly before a day of the year in which a child moves phase (reg 18)."""

    month: int
    day: int
    post_16: bool = False

    counted_from = Event.TRANSFER_YEAR

    def count(self, event: date) -> date:
        """Return the last safe day in the year of this day."""
        return calendar.day_before(date(event.year, self.month, self.day))

    def last_day(self, events: Events) -> date | None:
        """Return the last safe day, or None where no such move is known."""
        if events.transfer_year is None or events.post_16 != self.post_16:
            return None
        return self.count(date(events.transfer_year, 1, 1))


@dataclass(frozen=True)
class Rule:
    """One deadline. Where it has several terms, the later of those known counts."""

    key: Deadline
    duty: str
    terms: tuple[Period | Before, ...]
    source: str
    bound: Party = Party.COUNCIL
    told: tuple[Party, ...] = ()
    # What the letter must carry: always, or only where the answer is no.
    must_say: tuple[Notice, ...] = ()
    must_say_if_no: tuple[Notice, ...] = ()
    lifted_by: frozenset[Clause | AdviceClause] = frozenset()
    # The period is the least that the council must give; it may give more.
    at_least: bool = False
    # The tribunal's rule for Christmas and August moves the last day.
    tribunal: bool = False
    not_needed_for: str = ""
    # Whether the figures were read in the statute itself.
    checked: bool = True

    @property
    def counted_from(self) -> tuple[Event, ...]:
        """The events that this deadline is counted from, each once."""
        return tuple(dict.fromkeys(term.counted_from for term in self.terms))

    @property
    def amount(self) -> int | None:
        """How many of its unit the law gives, in the first term."""
        return getattr(self.terms[0], "amount", None)

    @property
    def unit(self) -> Unit | None:
        """What is counted, in the first term; None for "before" a day of the year."""
        return getattr(self.terms[0], "unit", None)

    def count(self, event: date) -> date:
        """Return the last day if the first term's event was on this day."""
        return self._final(self.terms[0].count(event))

    def last_day(self, events: Events) -> date | None:
        """Return the last day, or None while no event of this deadline is known."""
        days = [day for term in self.terms if (day := term.last_day(events))]
        return self._final(max(days)) if days else None

    def counting_receipt(self) -> Rule:
        """Return this rule with the day the request was received as day 1."""
        return replace(self, terms=tuple(_counting_receipt(t) for t in self.terms))

    def _final(self, day: date) -> date:
        return appeal_by(day) if self.tribunal else day


@dataclass(frozen=True, eq=False)
class RuleSet:
    """The rules in force from ``valid_from`` until ``valid_to`` (None: today's law)."""

    id: str
    valid_from: date
    valid_to: date | None
    rules: Mapping[Deadline, Rule] = field(repr=False)

    def in_force_on(self, day: date) -> bool:
        """Tell whether these rules governed a request received on ``day``."""
        return self.valid_from <= day and (
            self.valid_to is None or day <= self.valid_to
        )

    def last_day(
        self, key: Deadline, event: date, *, count_receipt_day: bool = False
    ) -> date:
        """Return the last day of ``key``, counted from an event on this day.

        The event is the first that the rule names: for most the day the request was
        received. ``count_receipt_day`` touches those alone.
        """
        rule = self.rules[key]
        return (rule.counting_receipt() if count_receipt_day else rule).count(event)

    def legal_days(self, events: Events) -> Mapping[Deadline, date]:
        """Return the last day of every deadline that these events determine.

        Nothing is checked: ``timetable`` is for what a person has typed.
        """
        return MappingProxyType(
            {
                key: day
                for key, rule in self.rules.items()
                if (day := rule.last_day(events))
            }
        )


def _counting_receipt(term: Period | Before) -> Period | Before:
    if term.counted_from is not Event.RECEIVED:
        return term
    return replace(term, unit=_FROM_DAY_ONE.get(term.unit, term.unit))
