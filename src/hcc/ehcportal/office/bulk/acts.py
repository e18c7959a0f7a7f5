"""What can be done in many cases at once, by whoever may do it in each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hcc.ehcportal.access.many import check
from hcc.ehcportal.access.many import check_open
from hcc.ehcportal.access.many import finish_stage
from hcc.ehcportal.access.many import hand_one_over
from hcc.ehcportal.access.many import publish_one
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.documents.adding import add_draft
from hcc.ehcportal.office.documents.patience import Patience


HAND_OVER = "hand_over"
FINISH_STAGE = "finish_stage"
PUBLISH = "publish"


def hand_over(case, place: str, job: Job) -> None:
    """Hand a case over to the coordinator that the job names."""
    hand_one_over(case, job.facts["coordinator"], job.person)


def finish_one_stage(case, place: str, job: Job) -> None:
    """Finish the stage that the job names, if the case is in it."""
    finish_stage(case, job.facts["stage"])


def publish_file(case, place: str, job: Job) -> None:
    """Publish the file that the job has for a case."""
    check("hcc.ehcportal: Add document", case)
    # Before the file is looked through, which takes long.
    check_open(case)
    document = add_draft(
        case,
        job.files[place],
        # The page of the job has told already whom the file names.
        Patience(0),
        title=job.facts["title"],
        day=date.fromisoformat(job.facts["document_date"]),
    )
    publish_one(document)


ACTS: dict[str, Callable[[object, str, Job], None]] = {
    HAND_OVER: hand_over,
    FINISH_STAGE: finish_one_stage,
    PUBLISH: publish_file,
}
