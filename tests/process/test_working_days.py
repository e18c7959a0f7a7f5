"""England's bank holidays, and what staff work towards."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process.working_days import bank_holidays
from hcc.ehcportal.process.working_days import is_working_day
from hcc.ehcportal.process.working_days import working_day_from
from hcc.ehcportal.process.working_days import working_days_of
from hcc.ehcportal.process.working_days import working_target
from hypothesis import given
from hypothesis import strategies as st

import pytest


ONE_DAY = timedelta(days=1)

days = st.dates(date(2014, 9, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 1, 1),  # New Year's Day
        date(2024, 3, 29),  # Good Friday
        date(2024, 4, 1),  # Easter Monday
        date(2024, 5, 6),
        date(2024, 5, 27),
        date(2024, 8, 26),  # the last Monday of August
        date(2024, 12, 25),
        date(2024, 12, 26),
        date(2020, 5, 8),  # moved from the Monday
        date(2022, 6, 3),  # the Platinum Jubilee
        date(2022, 9, 19),  # the funeral of Queen Elizabeth
        date(2023, 5, 8),  # the Coronation
    ],
)
def test_england_rests_on_its_bank_holidays(day):
    assert day.weekday() < 5
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 1, 3),  # for Saturday 1 January
        date(2023, 1, 2),  # for Sunday 1 January
        date(2021, 12, 27),  # for Saturday 25 December
        date(2021, 12, 28),  # for Sunday 26 December
        date(2022, 12, 27),  # for Sunday 25 December
        date(2020, 12, 28),  # for Saturday 26 December
    ],
)
def test_a_holiday_on_a_weekend_has_a_day_in_its_stead(day):
    assert not is_working_day(day)
    assert is_working_day(day + timedelta(days=1)) or day == date(2021, 12, 27)


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 1, 2),  # a holiday of Scotland
        date(2024, 8, 5),  # another
        date(2026, 6, 15),  # and another
        date(2024, 3, 18),  # of Northern Ireland
        date(2024, 12, 24),
        date(2024, 12, 31),
    ],
)
def test_england_works_on_the_holidays_of_others(day):
    assert is_working_day(day)


def test_every_year_has_its_eight_holidays_at_least():
    assert all(len(bank_holidays(year)) >= 8 for year in range(2014, 2042))


@given(days)
def test_a_weekend_is_no_working_day(day):
    assert day.weekday() < 5 or not is_working_day(day)


@given(days)
def test_the_target_is_the_last_working_day_by_the_legal_day(legal_day):
    target = working_target(legal_day)
    assert target <= legal_day
    assert is_working_day(target)
    between = [
        target + timedelta(days=n) for n in range(1, (legal_day - target).days + 1)
    ]
    assert not any(map(is_working_day, between))


@given(days, days)
def test_a_later_legal_day_never_has_an_earlier_target(one, other):
    earlier, later = sorted((one, other))
    assert working_target(earlier) <= working_target(later)


@given(days)
def test_a_working_day_is_its_own_target_and_its_own_start(day):
    if is_working_day(day):
        assert working_target(day) == working_day_from(day) == day


@given(days, st.integers(1, 10))
def test_so_many_working_days_lie_behind_the_event(event, number):
    last = working_days_of(event, number)
    behind = [event + timedelta(days=n) for n in range(1, (last - event).days + 1)]
    assert sum(map(is_working_day, behind)) == number
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (date(2024, 10, 7), date(2024, 10, 10)),  # a Monday
        (date(2024, 10, 10), date(2024, 10, 15)),  # over a weekend
        (date(2024, 10, 12), date(2024, 10, 16)),  # on a Saturday
        (date(2024, 12, 24), date(2024, 12, 31)),  # over Christmas
        (date(2024, 3, 28), date(2024, 4, 4)),  # over Easter
    ],
)
def test_three_working_days_of_a_no_to_mediation(event, expected):
    assert working_days_of(event, 3) == expected


@pytest.mark.parametrize(
    ("legal_day", "target"),
    [
        (date(2024, 10, 13), date(2024, 10, 11)),  # a Sunday
        (date(2024, 12, 26), date(2024, 12, 24)),  # Boxing Day
        (date(2024, 4, 1), date(2024, 3, 28)),  # Easter Monday
        (date(2023, 1, 2), date(2022, 12, 30)),  # for New Year's Day
        (date(2024, 10, 9), date(2024, 10, 9)),
    ],
)
def test_targets_by_example(legal_day, target):
    assert working_target(legal_day) == target
