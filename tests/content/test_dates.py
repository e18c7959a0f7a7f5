"""Dates stand on the pages as the guide writes them."""

from datetime import date
from datetime import datetime
from datetime import UTC
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.dates import plain_date
from hcc.ehcportal.content.dates import short_date


def test_a_panel_has_two_digits_for_the_day():
    assert short_date(date(2024, 9, 1)) == "01 Sep 2024"


def test_a_date_of_birth_has_as_few_digits_as_it_needs():
    assert plain_date(date(2020, 3, 3)) == "3 Mar 2020"


def test_a_last_day_is_told_with_its_weekday():
    assert long_date(date(2024, 10, 13)) == "Sunday 13 October 2024"


def test_no_date_is_no_text():
    assert not short_date(None)
    assert not long_date(None)


def test_a_moment_is_told_in_the_time_of_england():
    sent_in_summer_time = datetime(2024, 10, 3, 16, 17, tzinfo=UTC)

    assert moment(sent_in_summer_time) == "03 Oct 2024 17:17"


def test_a_welsh_page_has_welsh_months():
    assert short_date(date(2024, 10, 3), "cy") == "03 Hyd 2024"
