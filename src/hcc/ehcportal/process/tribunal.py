"""When an appeal may still be sent, although its last day has passed."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal.process.working_days import working_day_from


AUGUST = 8

CHRISTMAS = (12, 25)

NEW_YEAR = (1, 1)


def appeal_by(last_day: date) -> date:
    """Return the day by which an appeal that is due on ``last_day`` is in time.

    A last day from 25 December to 1 January becomes the first working day after
    1 January, and one in August the first working day of September (Tribunal Procedure
    (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008, rule
    12). Every other day stays.
    """
    on = (last_day.month, last_day.day)
    if on >= CHRISTMAS:
        return working_day_from(date(last_day.year + 1, 1, 2))
    if on == NEW_YEAR:
        return working_day_from(date(last_day.year, 1, 2))
    if last_day.month == AUGUST:
        return working_day_from(date(last_day.year, 9, 1))
    return last_day
