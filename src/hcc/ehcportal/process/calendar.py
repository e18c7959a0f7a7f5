"""How the law counts days: see "within N weeks of an event"."""

from __future__ import annotations

from datetime import date
from datetime import timedelta


def weeks_of(event: date, weeks: int, *, count_event_day: bool = False) -> date:
    """Return the last day that is "within ``weeks`` weeks of" ``event``.

    The day of the event is left out, so the last day falls on the same weekday;
    ``count_event_day`` is the cautious house rule that makes it day 1. Nothing rolls
    forward over a weekend or a bank holiday.
    """
    return event + timedelta(weeks=weeks, days=-1 if count_event_day else 0)


def days_late(due: date, on: date) -> int:
    """Return how many whole days ``on`` lies after the last day ``due``, at least 0."""
    return max(0, (on - due).days)
