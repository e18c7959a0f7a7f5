"""A table of things that run out, which cannot grow."""

from hcc.ehcportal.login.door import table as module
from hcc.ehcportal.login.door.table import ExpiringTable
from hypothesis import given
from hypothesis.strategies import integers
from hypothesis.strategies import lists
from hypothesis.strategies import sampled_from
from hypothesis.strategies import tuples

import pytest


@pytest.fixture
def table():
    return ExpiringTable()


def entries_in(table) -> int:
    return sum(len(slot._entries) for slot in table._slots.values())


def test_a_value_stays_until_its_moment(table):
    table.put("key", "value", until=10, now=0)

    assert table.get("key", 9) == "value"
    assert table.get("key", 10) is None


def test_the_later_value_counts(table):
    table.put("key", "value", until=10, now=0)
    table.put("key", "other", until=5, now=1)

    assert table.get("key", 4) == "other"
    assert table.get("key", 5) is None


def test_what_is_dropped_is_gone(table):
    table.put("key", "value", until=10, now=0)
    table.drop("key")
    table.drop("key")
    table.drop("never there")

    assert table.get("key", 1) is None


def test_reading_makes_nothing(table):
    assert table.get("key", 0) is None
    assert len(table._slots) == 0


def test_what_has_run_out_makes_way(table, monkeypatch):
    monkeypatch.setattr(module, "_SLOTS", 1)
    for number in range(10):
        table.put(f"old {number}", number, until=5, now=0)
    table.put("new", "value", until=20, now=6)

    assert entries_in(table) == 1


def test_the_one_that_would_run_out_first_makes_way(table, monkeypatch):
    monkeypatch.setattr(module, "_SLOTS", 1)
    monkeypatch.setattr(module, "_ENTRIES", 2)
    table.put("long", 1, until=30, now=0)
    table.put("short", 2, until=20, now=0)
    table.put("new", 3, until=10, now=0)

    assert [table.get(key, 1) for key in ("long", "short", "new")] == [1, None, 3]


def test_a_hundred_thousand_keys_are_too_many(table, monkeypatch):
    monkeypatch.setattr(module, "_SLOTS", 16)
    monkeypatch.setattr(module, "_ENTRIES", 4)
    for number in range(100_000):
        table.put(f"key {number}", number, until=number + 1000, now=number // 1000)

    assert len(table._slots) <= 16
    assert entries_in(table) <= 16 * 4
    assert table.get("key 99999", 100) == 99_999


def test_two_tables_hide_their_keys_differently():
    assert ExpiringTable().salt != ExpiringTable().salt


@given(lists(tuples(sampled_from("abcdef"), integers(1, 50), integers(0, 3))))
def test_with_room_enough_it_is_a_dictionary(steps):
    table, model, now = ExpiringTable(), {}, 0
    for key, lifetime, passed in steps:
        now += passed
        table.put(key, lifetime, until=now + lifetime, now=now)
        model[key] = (now + lifetime, lifetime)
        for each in "abcdef":
            until, value = model.get(each, (0, None))
            assert table.get(each, now) == (value if until > now else None)
