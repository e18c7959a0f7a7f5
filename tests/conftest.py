"""Fixtures that every room's tests share."""

from datetime import date
from datetime import datetime
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import IClock
from layers import FUNCTIONAL
from layers import INTEGRATION
from pytest_plone import fixtures_factory
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pytest


pytest_plugins = ["pytest_plone"]

globals().update(
    fixtures_factory(((INTEGRATION, "integration"), (FUNCTIONAL, "functional")))
)


@implementer(IClock)
class StoppedClock:
    """A clock that stands where a test puts it."""

    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment

    def set(self, *day):
        """Put the clock to noon of a day."""
        self.moment = datetime(*day, 12, tzinfo=ENGLAND)


@pytest.fixture
def clock():
    """Friday 4 October 2024, noon: the day after the guide's handover message."""
    stopped = StoppedClock(datetime(2024, 10, 4, 12, tzinfo=ENGLAND))
    registry = getGlobalSiteManager()
    before = registry.getUtility(IClock)
    registry.registerUtility(stopped, IClock)
    yield stopped
    registry.registerUtility(before, IClock)


REQUEST_RECEIVED = date(2024, 9, 1)
