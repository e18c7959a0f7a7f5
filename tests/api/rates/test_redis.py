"""Calls that are counted in Debian's own Redis, for sites of several machines."""

from hcc.ehcportal.access.clock import SecurityClock
from hcc.ehcportal.api.rates.counter import RateCounter
from scanners import free_port
from zope.component import provideUtility

import pytest
import subprocess


@pytest.fixture
def start(tmp_path):
    """Return what starts a server, each time at the same ``address``."""
    folder, port = tmp_path, free_port()
    options = {"port": port, "bind": "127.0.0.1", "dir": folder, "save": ""}
    command = ["redis-server"]
    for name, value in options.items():
        command += [f"--{name}", str(value)]

    def act():
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        # What it says when it listens; its output ends where it failed.
        assert any("Ready to accept" in line for line in process.stdout)
        return process

    act.address = f"redis://127.0.0.1:{port}?socket_timeout=5&socket_connect_timeout=5"
    return act


@pytest.fixture
def address(start):
    """The address of a server that runs."""
    with start() as server:
        try:
            yield start.address
        finally:
            server.terminate()


@pytest.fixture(autouse=True)
def _clock(integration):
    # Counts by the real time, as the server does, unless a test lets time pass.
    provideUtility(SecurityClock())


def test_so_many_calls_a_minute_and_no_more(address):
    counter = RateCounter(address)
    assert [counter.count("anita", 2) for _ in range(2)] == [0, 0]
    # The minute is the server's, and its end is rounded.
    assert 50 < counter.count("anita", 2) < 62
    assert counter.count("tracy", 2) == 0


def test_two_machines_count_together(address):
    counters = RateCounter(address), RateCounter(address)
    assert [each.count("both", 2) for each in counters] == [0, 0]
    assert all(each.count("both", 2) for each in counters)


def test_while_it_is_gone_each_process_counts_its_own(start, moment):
    with start() as server:
        counter = RateCounter(start.address)
        assert counter.count("gone", 1) == 0
        assert counter.count("gone", 1)
        server.terminate()
    assert [bool(counter.count("gone", 1)) for _ in range(2)] == [False, True]
    moment.pass_by(10)
    with start() as server:
        assert [bool(counter.count("gone", 1)) for _ in range(2)] == [False, True]
        server.terminate()
