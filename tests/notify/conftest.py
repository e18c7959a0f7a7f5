"""Notices of a case, in a site whose mail can be seen."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from factories import give_access
from hcc.ehcportal.notify import outbox
from hcc.ehcportal.notify import rounds
from hcc.ehcportal.notify import sending
from hcc.ehcportal.notify.notices import Notices
from letterbox import catch_mails

import pytest


class Machine:
    """The machine's time, which goes on where the portal's clock stands."""

    def __init__(self):
        self.moment = datetime(2024, 10, 4, 11, tzinfo=UTC)

    def wait(self, **time):
        """Let time go by."""
        self.moment += timedelta(**time)

    def time(self):
        """Tell the time, which is later at every look."""
        self.wait(microseconds=1)
        return self.moment


@pytest.fixture
def machine(monkeypatch):
    """A machine whose time a test decides on."""
    machine = Machine()
    for module in (outbox, rounds, sending):
        monkeypatch.setattr(module, "machine_time", machine.time)
    return machine


@pytest.fixture
def letters(portal, monkeypatch):
    """Every mail that the test sends."""
    return catch_mails(monkeypatch)


@pytest.fixture
def mother(anita, case):
    """Anita, who has access to Tony's case."""
    case.reference = "6427917"
    give_access(anita, case)
    return anita


@pytest.fixture
def told(case, mother):
    """Say of what the family was told so far, since the case was opened."""
    before = {notice.id for notice in Notices(case).all()}
    return lambda: [n for n in Notices(case).all() if n.id not in before]
