"""How the law counts days: weeks of, days beginning with, months, strictly before."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from datetime import timedelta


def weeks_of(event: date, weeks: int, *, count_event_day: bool = False) -> date:
    """Return the last day that is "within ``weeks`` weeks of" ``event``.

    The day of the event is left out, so the last day falls on the same weekday;
    ``count_event_day`` is the cautious house rule that makes it day 1. Nothing rolls
    forward over a weekend or a bank holiday.
    """
    return event + timedelta(weeks=weeks, days=-1 if count_event_day else 0)


def weeks_beginning(event: date, weeks: int) -> date:
    """Return the last of ``weeks`` weeks of which ``event`` is day 1."""
    return weeks_of(event, weeks, count_event_day=True)


def weeks_before(event: date, weeks: int) -> date:
    """Return the last day that lies ``weeks`` weeks before ``event`` (reg 20)."""
    return event - timedelta(weeks=weeks)


def days_before(event: date, days: int) -> date:
    """Return the day that lies ``days`` days before ``event``."""
    return event - timedelta(days=days)


def days_of(event: date, days: int) -> date:
    """Return the last day "within ``days`` days of" ``event``, which is left out."""
    return event + timedelta(days=days)


def days_beginning(event: date, days: int) -> date:
    """Return the last of "``days`` days beginning with" ``event``: reg 13(1).

    The day of the event, as of service, is day 1.
    """
    return event + timedelta(days=days - 1)


def months_of(event: date, months: int) -> date:
    """Return the corresponding date ``months`` months after ``event``.

    A month that has no such date ends on its own last day: a month of 31 January is
    28 February, or 29 in a leap year.
    """
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    return date(year, month + 1, min(event.day, monthrange(year, month + 1)[1]))


def day_before(day: date) -> date:
    """Return the last day that is strictly "before" ``day`` (reg 18)."""
    return day - timedelta(days=1)


def days_late(due: date, on: date) -> int:
    """Return how many whole days ``on`` lies after the last day ``due``, at least 0."""
    return max(0, (on - due).days)
