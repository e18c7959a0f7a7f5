"""Counts of a test's own, at a time that a test lets pass."""

from hcc.ehcportal.access.clock import SecurityClock
from hcc.ehcportal.api.rates.counter import IRateCounter
from hcc.ehcportal.api.rates.counter import RateCounter
from plone import api
from zope.component import getGlobalSiteManager

import pytest


NOON = 1_728_039_600


class Moment:
    """The time by which counts begin anew."""

    seconds = NOON

    def pass_by(self, seconds: int) -> None:
        self.seconds += seconds


@pytest.fixture
def moment(monkeypatch):
    """Noon, until the test lets time pass."""
    stands = Moment()
    monkeypatch.setattr(SecurityClock, "seconds", lambda clock: stands.seconds)
    return stands


@pytest.fixture
def address(tmp_path) -> str:
    return f"sqlite://{tmp_path}/rates.sqlite"


@pytest.fixture
def counted(portal, moment, address):
    """Three calls a minute of nobody, five of somebody, counted from none on."""
    api.portal.set_registry_record("ehc.anonymous_calls", 3)
    api.portal.set_registry_record("ehc.account_calls", 5)
    components = getGlobalSiteManager()
    before = components.getUtility(IRateCounter)
    components.registerUtility(RateCounter(address), IRateCounter)
    yield
    components.registerUtility(before, IRateCounter)
