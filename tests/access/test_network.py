"""Tries and calls are counted by where they come from."""

from hcc.ehcportal.access.network import network_of

import pytest


@pytest.fixture
def network(portal, monkeypatch):
    """Return the network of an address."""

    def network(address):
        monkeypatch.setattr(portal.REQUEST, "_client_addr", address)
        return network_of(portal.REQUEST)

    return network


def test_each_address_of_the_older_internet_counts(network):
    assert network("203.0.113.7") == "203.0.113.7"
    assert network("::ffff:203.0.113.7") == "203.0.113.7"


def test_of_the_newer_one_a_household_counts(network):
    """Who has one address of it has 2 to the 64, and could try with each."""
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:2::1") != network("2001:db8:1:3::1")


def test_what_is_no_address_stands_for_itself(network):
    assert network("") == ""
    assert network("unknown") == "unknown"
