"""One round, for a server on which no process is told to make them.

Cron runs it: ``bin/instance run …/hcc/ehcportal/notify/script.py``.
"""

from __future__ import annotations

from hcc.ehcportal.notify.postman import leave_queue_to_us
from hcc.ehcportal.notify.rounds import empty_queues
from hcc.ehcportal.notify.rounds import round_of
from Testing.makerequest import makerequest
from zope.globalrequest import setRequest


def main(app) -> None:
    """Make the mails that are due, and send what is in the queue."""
    leave_queue_to_us()
    app = makerequest(app)
    setRequest(app.REQUEST)
    round_of(app)
    empty_queues(app)


if __name__ == "__main__":
    main(app)  # noqa: F821 - Zope gives its root under this name
