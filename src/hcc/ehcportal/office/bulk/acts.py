"""What can be done in many cases at once, by whoever may do it in each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.access.handover import NothingToHandOver
from hcc.ehcportal.access.many import check
from hcc.ehcportal.access.many import finish_stage
from hcc.ehcportal.access.many import Refused
from hcc.ehcportal.content.publishing import publish
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.documents.adding import add_draft
from hcc.ehcportal.office.documents.patience import Patience


HAND_OVER = "hand_over"
FINISH_STAGE = "finish_stage"
PUBLISH = "publish"


def hand_one_over(case, place: str, job: Job) -> None:
    """Hand a case over to the coordinator that the job names."""
    check("Modify portal content", case)
    try:
        hand_over(case, job.facts["coordinator"], job.person)
    except NothingToHandOver:
        raise Refused(
            _("bulk_handed_over", default="This is the coordinator already.")
        ) from None


def finish_one_stage(case, place: str, job: Job) -> None:
    """Finish the stage that the job names, if the case is in it."""
    finish_stage(case, job.facts["stage"])


def publish_one_file(case, place: str, job: Job) -> None:
    """Publish the file that the job has for a case."""
    check("hcc.ehcportal: Add document", case)
    if state_of(case) != "open":
        raise Refused(
            _(
                "bulk_not_open",
                default="The case is not open, so the family would not see it.",
            )
        )
    try:
        document = add_draft(
            case,
            job.files[place],
            # The page of the job has told already whom the file names.
            Patience(0),
            title=job.facts["title"],
            day=date.fromisoformat(job.facts["document_date"]),
        )
    except ValueRefused as refusal:
        raise Refused(refusal.doc()) from None
    check("hcc.ehcportal: Publish document", document)
    publish(document)


ACTS: dict[str, Callable[[object, str, Job], None]] = {
    HAND_OVER: hand_one_over,
    FINISH_STAGE: finish_one_stage,
    PUBLISH: publish_one_file,
}
