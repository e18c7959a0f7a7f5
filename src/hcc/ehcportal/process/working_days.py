"""The working days of England: neither a weekend nor a bank holiday."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from functools import lru_cache


SATURDAY = 5

ONE_DAY = timedelta(days=1)


@lru_cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return England's bank holidays of ``year``, with the days in their stead.

    The library is loaded here, on first use: it takes longer than all the rest.
    """
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Tell whether England works on ``day``."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_day_from(day: date) -> date:
    """Return the first working day on or after ``day``."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_target(legal_day: date) -> date:
    """Return the day that staff work towards: the last working day by the legal day.

    It is no rule of law: families are told the legal day.
    """
    while not is_working_day(legal_day):
        legal_day -= ONE_DAY
    return legal_day


def working_days_of(event: date, days: int) -> date:
    """Return the last day "within ``days`` working days of" ``event``: reg 34(1).

    The day of the event is left out.
    """
    day = event
    for _ in range(days):
        day = working_day_from(day + ONE_DAY)
    return day
