"""Going through a job: some cases at a time, each as if it were alone."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.many import attempt
from hcc.ehcportal.office.bulk.acts import ACTS
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.bulk.jobs import Outcome
from hcc.ehcportal.office.documents.patience import Patience


# So many cases are dealt with in one request: a few seconds, or fewer cases.
AT_A_TIME = 10
SECONDS_AT_A_TIME = 10.0

_OMITTED = _("bulk_omitted", default="You left this file out.")


def go_on(portal, job: Job) -> None:
    """Deal with the next cases of a job."""
    patience = Patience(SECONDS_AT_A_TIME)
    for place in job.waiting[:AT_A_TIME]:
        if patience.is_over:
            return
        job.note(Outcome(place, _attempt(portal, job, place)))


def _attempt(portal, job: Job, place: str) -> str | None:
    """Do it in one case, or leave the case as it was and return why."""
    if place in job.omitted:
        return _OMITTED
    act = ACTS[job.act]
    return attempt(portal["families"], place, lambda case: act(case, place, job))
