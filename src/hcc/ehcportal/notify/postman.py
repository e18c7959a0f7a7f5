"""The thread that makes and sends the mails, in the one process that is told to.

``EHC_NOTICES`` in the environment switches it on and says how many seconds lie between
two rounds; the queue is looked at more often, because codes to sign in are in it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hcc.ehcportal.notify.rounds import empty_queues
from hcc.ehcportal.notify.rounds import round_of
from Testing.makerequest import makerequest
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import logging
import os
import threading
import time
import transaction
import Zope2


logger = logging.getLogger(__name__)

_SECONDS = "EHC_NOTICES"

# Tells MailHost to put mails into its queue and to leave them there.
_QUEUE_ONLY = "MAILHOST_QUEUE_ONLY"

# Seconds between two looks at the queue.
_PAUSE = 3


class Postman(threading.Thread):
    """Goes on for as long as its process does, whatever happens in a round."""

    def __init__(self, seconds: int):
        super().__init__(name="hcc.ehcportal.postman", daemon=True)
        self.seconds = seconds
        self._next_round = 0.0

    def run(self) -> None:
        while True:
            time.sleep(_PAUSE)
            self.work()

    def work(self) -> None:
        """Make the mails if it is time, and send what is in the queue."""
        try:
            with application() as app:
                if time.monotonic() >= self._next_round:
                    self._next_round = time.monotonic() + self.seconds
                    round_of(app)
                empty_queues(app)
        except Exception as error:
            # Its text can name a person.
            logger.error("The round was broken off: %s", type(error).__name__)


@contextmanager
def application() -> Iterator:
    """Open the database, with a request as pages have one."""
    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    try:
        yield app
    finally:
        clearRequest()
        transaction.abort()
        app._p_jar.close()


def leave_queue_to_us() -> None:
    """Keep MailHost from starting a thread of its own in this process."""
    os.environ.setdefault(_QUEUE_ONLY, "true")


def start_postman(event) -> None:
    """Start the thread where the environment says so."""
    seconds = os.environ.get(_SECONDS, "")
    if seconds.isdigit() and int(seconds) > 0:
        leave_queue_to_us()
        Postman(int(seconds)).start()
        logger.info("Notices are mailed every %s seconds.", seconds)
