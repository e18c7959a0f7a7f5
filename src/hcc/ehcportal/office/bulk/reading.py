"""Reading the files of a job before they are published: some seconds at a time."""

from __future__ import annotations

from hcc.ehcportal.access.many import case_at
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.documents.reading import read
from hcc.ehcportal.office.documents.reading import Reading
from zExceptions import NotFound


# How long one page waits, and all pages of a zip together: 500 letters take four
# minutes. What is unread then is told as such.
SECONDS_AT_A_TIME = 10.0
SECONDS_FOR_ALL = 600.0


def read_on(portal, job: Job, patience: Patience | None = None) -> None:
    """Read the next files of a job, and keep what is to be looked at in them."""
    gives_up = job.reading_seconds >= SECONDS_FOR_ALL
    patience = Patience(0) if gives_up else patience or Patience(SECONDS_AT_A_TIME)
    for place in job.unread:
        if patience.is_over and not gives_up:
            break
        job.readings[place] = _reading(portal, job, place, patience)
    job.reading_seconds += patience.spent


def _reading(portal, job: Job, place: str, patience: Patience) -> Reading:
    file = job.files[place]
    try:
        return read(file, case_at(portal["families"], place), patience)
    except NotFound:
        return Reading(file)
