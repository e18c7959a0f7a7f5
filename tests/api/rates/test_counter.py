"""Counting stops who calls too often, also while processes cannot count together."""

from hcc.ehcportal.access.clock import SecurityClock
from hcc.ehcportal.access.var import shared_var
from hcc.ehcportal.api.rates.counter import RateCounter
from zope.component import provideUtility

import logging
import pytest
import sqlite3


@pytest.fixture(autouse=True)
def _clock(integration, moment):
    """The utility is the site's; the time is the test's."""
    provideUtility(SecurityClock())


@pytest.fixture
def counter(address):
    return RateCounter(address)


@pytest.fixture
def lock(counter, tmp_path):
    """A process that holds the file and does not let go of it."""
    counter.count("anita", 2)
    held = sqlite3.connect(tmp_path / "rates.sqlite", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    return held


def test_so_many_calls_a_minute_and_no_more(counter, moment):
    assert [counter.count("anita", 2) for _ in range(3)] == [0, 0, 60]
    moment.pass_by(59)
    assert counter.count("anita", 2) == 1
    moment.pass_by(1)
    assert counter.count("anita", 2) == 0


def test_each_is_counted_alone(counter):
    assert counter.count("anita", 1) == 0
    assert counter.count("tracy", 1) == 0
    assert counter.count("anita", 1) == 60


def test_two_processes_count_together(counter, address):
    other = RateCounter(address)
    assert [each.count("anita", 2) for each in (counter, other, counter)] == [0, 0, 60]


def test_while_a_file_is_locked_each_process_counts_its_own(counter, lock, address):
    other = RateCounter(address)
    for process in (counter, other):
        assert [process.count("anita", 2) for _ in range(4)] == [0, 0, 60, 60]
        assert process.count("tracy", 2) == 0


def test_some_seconds_later_they_count_together_again(counter, lock, moment):
    counter.count("anita", 2)
    lock.execute("COMMIT")
    moment.pass_by(9)
    assert counter.count("anita", 2) == 0
    assert counter.count("anita", 2) > 0
    moment.pass_by(1)
    # One was counted in the file before it was locked.
    assert [counter.count("anita", 2) for _ in range(2)] == [0, 50]


def test_it_is_logged_once_and_names_nobody(counter, lock, moment, caplog):
    with caplog.at_level(logging.ERROR, "hcc.ehcportal"):
        for _ in range(3):
            counter.count("anita", 2)
            moment.pass_by(10)
        (said,) = caplog.messages
        assert said == (
            "Calls of the API cannot be counted together (OperationalError): this "
            "process counts its own."
        )
        lock.execute("COMMIT")
        counter.count("anita", 2)
        lock.execute("BEGIN IMMEDIATE")
        counter.count("anita", 2)
    assert len(caplog.messages) == 2


@pytest.mark.parametrize(
    "address", ["nonsense://", "redis://localhost:1", "sqlite:///nowhere/rates.sqlite"]
)
def test_what_is_not_there_stops_whoever_calls_too_often_all_the_same(address):
    counter = RateCounter(address)
    assert [counter.count("anita", 1) for _ in range(2)] == [0, 60]


def test_the_environment_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("EHC_RATES", f"sqlite://{tmp_path}/elsewhere")
    RateCounter().count("anita", 1)
    assert (tmp_path / "elsewhere").exists()


def test_else_it_is_a_file_that_the_machines_processes_share(monkeypatch, tmp_path):
    monkeypatch.delenv("EHC_RATES")
    monkeypatch.setattr(
        "hcc.ehcportal.access.var.getConfiguration",
        lambda: type("Configuration", (), {"clienthome": tmp_path / "var" / "client1"}),
    )
    shared_var().mkdir()
    RateCounter().count("anita", 1)
    assert (tmp_path / "var" / "ehc-rates.sqlite").exists()
