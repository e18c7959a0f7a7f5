"""A clock that stands still, in place of the server's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import SystemClock

import pytest


class StoppedClock:
    """A clock that stands where a test puts it."""

    def __init__(self, moment: datetime):
        self.moment = moment

    def set(self, *day: int):
        """Put the clock to noon of a day."""
        self.moment = datetime(*day, 12, tzinfo=ENGLAND)


@contextmanager
def stopped_clock() -> Iterator[StoppedClock]:
    """Stop the clock at noon of Friday 4 October 2024, the day of most tests."""
    stopped = StoppedClock(datetime(2024, 10, 4, 12, tzinfo=ENGLAND))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SystemClock, "now", lambda clock: stopped.moment)
        yield stopped
