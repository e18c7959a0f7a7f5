"""How the law counts, for every day that the portal can meet."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process.calendar import day_before
from hcc.ehcportal.process.calendar import days_before
from hcc.ehcportal.process.calendar import days_beginning
from hcc.ehcportal.process.calendar import days_of
from hcc.ehcportal.process.calendar import months_of
from hcc.ehcportal.process.calendar import weeks_before
from hcc.ehcportal.process.calendar import weeks_beginning
from hcc.ehcportal.process.calendar import weeks_of
from hypothesis import given
from hypothesis import strategies as st

import pytest


FIRST = date(2014, 9, 1)
LAST = date(2040, 12, 31)

ONE_DAY = timedelta(days=1)

days = st.dates(FIRST, LAST)
amounts = st.integers(1, 24)


def every_day():
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@given(days, amounts)
def test_weeks_end_on_the_corresponding_weekday(event, weeks):
    last = weeks_of(event, weeks)
    assert last.weekday() == event.weekday()
    assert (last - event).days == 7 * weeks


@given(days, amounts)
def test_weeks_before_mirror_weeks_after(event, weeks):
    assert weeks_of(weeks_before(event, weeks), weeks) == event


@given(days, amounts)
def test_days_before_mirror_days_after(event, number):
    assert days_of(days_before(event, number), number) == event


@given(days, amounts)
def test_weeks_that_begin_with_the_event_hold_it_and_their_last_day(event, weeks):
    last = weeks_beginning(event, weeks)
    counted = [event + timedelta(days=n) for n in range(7 * weeks)]
    assert (counted[0], counted[-1]) == (event, last)


@given(days, amounts)
def test_days_beginning_with_the_event_count_it_as_day_one(event, number):
    last = days_beginning(event, number)
    assert (last - event).days + 1 == number


@given(days)
def test_one_day_beginning_with_the_event_is_that_day(event):
    assert days_beginning(event, 1) == event


@given(days, amounts)
def test_days_of_the_event_leave_it_out(event, number):
    assert days_of(event, number) == days_beginning(event, number) + ONE_DAY


@given(days, amounts)
def test_months_end_on_the_corresponding_date_or_the_last_of_the_month(event, months):
    last = months_of(event, months)
    passed = (last.year - event.year) * 12 + last.month - event.month
    assert passed == months
    ends = (last + ONE_DAY).month != last.month
    assert last.day == event.day or (last.day < event.day and ends)


@given(days, days, amounts)
def test_a_later_event_never_has_an_earlier_month(one, other, months):
    earlier, later = sorted((one, other))
    assert months_of(earlier, months) <= months_of(later, months)


@given(days, amounts, amounts)
def test_more_months_end_later(event, one, other):
    fewer, more = sorted((one, other))
    assert months_of(event, fewer) <= months_of(event, more)


def test_a_year_comes_back_to_the_same_date_except_for_29_february():
    for event in every_day():
        last = months_of(event, 12)
        leap = (event.month, event.day) == (2, 29)
        assert (last.month, last.day) == (2, 28) if leap else (event.month, event.day)
        assert last.year == event.year + 1


def test_every_month_of_a_31_january_ends_with_february():
    for year in range(2015, 2041):
        last = months_of(date(year, 1, 31), 1)
        assert (last + ONE_DAY) == date(year, 3, 1)


@pytest.mark.parametrize(
    ("event", "months", "expected"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 10, 1), 2, date(2024, 12, 1)),
        (date(2024, 10, 31), 1, date(2024, 11, 30)),
        (date(2024, 11, 29), 1, date(2024, 12, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
    ],
)
def test_months_by_example(event, months, expected):
    assert months_of(event, months) == expected


def test_before_a_day_is_strict():
    assert day_before(date(2026, 2, 15)) == date(2026, 2, 14)
    assert day_before(date(2026, 3, 31)) == date(2026, 3, 30)
    assert day_before(date(2024, 3, 1)) == date(2024, 2, 29)
