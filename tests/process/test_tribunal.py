"""The tribunal's rule for a last day at Christmas or in August."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process.calendar import months_of
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.timetable import timetable
from hcc.ehcportal.process.tribunal import appeal_by
from hcc.ehcportal.process.working_days import is_working_day
from hypothesis import given
from hypothesis import strategies as st

import pytest


days = st.dates(date(2014, 9, 1), date(2040, 12, 31))
years = range(2014, 2041)


def christmas(year):
    return [date(year, 12, 25) + timedelta(days=n) for n in range(8)]


def moves(day):
    return (
        day.month == 8
        or (day.month == 12 and day.day >= 25)
        or (day.month == 1 and day.day == 1)
    )


def appeal(decision, certificate=None):
    events = Events(decision=decision, certificate=certificate)
    return timetable(events)[Deadline.APPEAL]


@pytest.mark.parametrize("year", years)
def test_a_last_day_at_christmas_moves_to_the_first_working_day_after_it(year):
    found = {appeal_by(day) for day in christmas(year)}
    (by,) = found
    assert by.year == year + 1
    assert date(by.year, 1, 2) <= by <= date(by.year, 1, 4)
    assert is_working_day(by)
    earlier = [date(by.year, 1, n) for n in range(2, by.day)]
    assert not any(map(is_working_day, earlier))


@pytest.mark.parametrize("year", years)
def test_a_last_day_in_august_moves_to_the_first_working_day_of_september(year):
    found = {appeal_by(date(year, 8, n)) for n in range(1, 32)}
    (by,) = found
    assert date(year, 9, 1) <= by <= date(year, 9, 3)
    assert is_working_day(by)


@pytest.mark.parametrize("year", years)
def test_the_days_beside_christmas_and_august_stay(year):
    beside = [(12, 24), (1, 2), (7, 31), (9, 1)]
    assert all(appeal_by(d) == d for d in (date(year, *day) for day in beside))


@given(days)
def test_no_other_last_day_moves_not_even_on_a_weekend(day):
    assert (appeal_by(day) != day) == moves(day)


@given(days, days)
def test_a_later_last_day_is_never_moved_before_an_earlier_one(one, other):
    earlier, later = sorted((one, other))
    assert appeal_by(earlier) <= appeal_by(later)


@given(days)
def test_an_appeal_is_never_due_at_christmas_or_in_august(day):
    assert appeal_by(day) >= day
    assert not moves(appeal_by(day))


@pytest.mark.parametrize(
    ("year", "by"),
    [
        (2020, date(2021, 1, 4)),  # 2 January is a Saturday
        (2021, date(2022, 1, 4)),  # a Sunday, and Monday stands for 1 January
        (2022, date(2023, 1, 3)),  # a Monday that stands for 1 January
        (2023, date(2024, 1, 2)),
        (2024, date(2025, 1, 2)),
        (2025, date(2026, 1, 2)),
    ],
)
def test_ipseas_letter_of_1_october_with_a_certificate_of_29_november(year, by):
    decision, certificate = date(year, 10, 1), date(year, 11, 29)
    assert months_of(decision, 2) == date(year, 12, 1)
    assert months_of(certificate, 1) == date(year, 12, 29)
    assert appeal(decision, certificate) == by


@pytest.mark.parametrize(
    ("decision", "certificate", "by"),
    [
        (date(2024, 10, 1), None, date(2024, 12, 1)),  # a Sunday stays
        (date(2024, 10, 1), date(2024, 10, 4), date(2024, 12, 1)),
        (date(2024, 10, 1), date(2024, 11, 2), date(2024, 12, 2)),
        (date(2024, 6, 14), None, date(2024, 9, 2)),  # August, then a Sunday
        (date(2024, 6, 14), date(2024, 8, 2), date(2024, 9, 2)),
        (date(2024, 12, 31), None, date(2025, 2, 28)),
        (date(2024, 10, 24), None, date(2024, 12, 24)),
        (date(2024, 10, 25), None, date(2025, 1, 2)),
        (date(2024, 11, 1), None, date(2025, 1, 2)),
        (date(2024, 11, 2), None, date(2025, 1, 2)),
        (date(2024, 11, 3), None, date(2025, 1, 3)),
    ],
)
def test_appeals_by_example(decision, certificate, by):
    assert appeal(decision, certificate) == by


@given(days, st.integers(0, 90))
def test_an_appeal_has_the_later_of_the_two_periods(decision, wait):
    certificate = decision + timedelta(days=wait)
    by = appeal(decision, certificate)
    assert by == max(
        appeal_by(months_of(decision, 2)), appeal_by(months_of(certificate, 1))
    )
