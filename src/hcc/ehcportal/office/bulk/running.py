"""Going through a job: some cases at a time, each as if it were alone."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.undoing import all_or_nothing
from hcc.ehcportal.office.bulk.acts import ACTS
from hcc.ehcportal.office.bulk.acts import Refused
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.bulk.jobs import Outcome
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.requests import case_at
from transaction.interfaces import TransientError
from zExceptions import NotFound

import logging


logger = logging.getLogger(__name__)

# So many cases are dealt with in one request: a few seconds, or fewer cases.
AT_A_TIME = 10
SECONDS_AT_A_TIME = 10.0

_NOT_THERE = _("bulk_not_there", default="You cannot see this case any more.")
_OMITTED = _("bulk_omitted", default="You left this file out.")
_FAILED = _(
    "bulk_failed",
    default="Something went wrong. The case is as it was; try it in the case itself.",
)


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
    try:
        with all_or_nothing():
            ACTS[job.act](case_at(portal["families"], place), place, job)
    except TransientError:  # the whole request begins anew
        raise
    except NotFound:
        return _NOT_THERE
    except Refused as refusal:
        return refusal.args[0]
    except Exception as error:
        # The words of an error can name a child: its kind has to do.
        logger.error("%s failed at %s: %s", job.act, place, type(error).__name__)
        return _FAILED
    return None
