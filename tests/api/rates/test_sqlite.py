"""Processes of one machine count together, in a file."""

from hcc.ehcportal.api.rates.sqlite import SqliteStorage
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.strategies import FixedWindowRateLimiter

import os
import pytest
import sqlite3
import subprocess
import sys


NOON = 1_728_039_600

COUNTING = f"""
from hcc.ehcportal.api.rates.sqlite import SqliteStorage
import sys
storage = SqliteStorage(sys.argv[1], clock=lambda: {NOON})
for _ in range(200):
    storage.incr("anita", 60)
"""


class Clock:
    """A clock that stands where a test puts it."""

    now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def one(address, clock):
    return SqliteStorage(address, clock=clock)


@pytest.fixture
def other(one, address, clock):
    """The storage of another process, on the same file."""
    return SqliteStorage(address, clock=clock)


def test_two_storages_on_a_file_count_together(one, other):
    counts = [each.incr("anita", 60) for each in (one, other, one)]
    assert counts == [1, 2, 3]
    assert (one.get("anita"), other.get("tracy")) == (3, 0)


def test_a_count_begins_anew_after_its_time(one, other, clock):
    one.incr("anita", 60)
    clock.now += 59
    assert other.incr("anita", 60) == 2
    assert one.get_expiry("anita") == NOON + 60
    clock.now += 1
    assert other.get("anita") == 0
    assert one.incr("anita", 60) == 1
    assert other.get_expiry("anita") == NOON + 120


def test_what_has_run_out_does_not_stay(one, clock, tmp_path):
    for number in range(50):
        one.incr(f"network {number}", 60)
    clock.now += 60
    one.incr("anita", 60)
    rows = sqlite3.connect(tmp_path / "rates.sqlite").execute("SELECT key FROM counts")
    assert rows.fetchall() == [("anita",)]


def test_counts_can_be_forgotten(one):
    for who in ("anita", "tracy", "tracy"):
        one.incr(who, 60)
    one.clear("tracy")
    assert (one.get("anita"), one.get("tracy")) == (1, 0)
    assert one.check()
    assert one.reset() == 1
    assert one.get("anita") == 0
    assert one.get_expiry("anita") == NOON


def test_the_strategies_of_limits_understand_it(one, other):
    limit = RateLimitItemPerMinute(3)
    limiters = [FixedWindowRateLimiter(each) for each in (one, other)] * 2
    assert [each.hit(limit, "anita") for each in limiters] == [True] * 3 + [False]
    stats = limiters[0].get_window_stats(limit, "anita")
    assert (stats.reset_time, stats.remaining) == (NOON + 60, 0)


def test_no_call_of_two_processes_is_lost(one, address):
    one.incr("anita", 60)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", COUNTING, address]
    running = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [each.wait() for each in running] == [0, 0]
    assert one.get("anita") == 401


def test_a_locked_file_is_an_error_of_the_storage(address, clock, tmp_path):
    storage = SqliteStorage(address, wrap_exceptions=True, clock=clock)
    storage.incr("anita", 60)
    lock = sqlite3.connect(tmp_path / "rates.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError):
        storage.incr("anita", 60)
    lock.execute("COMMIT")
    assert storage.incr("anita", 60) == 2
