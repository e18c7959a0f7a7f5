"""What can be done in many cases at once, by whoever may do it in each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.casework.handover import hand_over
from hcc.ehcportal.office.casework.handover import NothingToHandOver
from hcc.ehcportal.office.documents.adding import add_draft
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.documents.publish import publish
from plone import api


HAND_OVER = "hand_over"
FINISH_STAGE = "finish_stage"
PUBLISH = "publish"

NOT_ALLOWED = _("bulk_not_allowed", default="You may not do this in this case.")


class Refused(ValueError):
    """It cannot be done in this case; ``args[0]`` says why."""


def hand_one_over(case, place: str, job: Job) -> None:
    """Hand a case over to the coordinator that the job names."""
    _check("Modify portal content", case)
    try:
        hand_over(case, job.facts["coordinator"], job.person)
    except NothingToHandOver:
        raise Refused(
            _("bulk_handed_over", default="This is the coordinator already.")
        ) from None


def finish_one_stage(case, place: str, job: Job) -> None:
    """Finish the stage that the job names, if the case is in it."""
    for item in case.objectValues():
        if (
            item.portal_type == "EHCStage"
            and item.guide_key == job.facts["stage"]
            and state_of(item) == "in_progress"
        ):
            _check("hcc.ehcportal: Run stage", item)
            api.content.transition(item, "finish")
            return
    raise Refused(
        _("bulk_not_in_stage", default="This stage is not in progress in the case.")
    )


def publish_one_file(case, place: str, job: Job) -> None:
    """Publish the file that the job has for a case."""
    _check("hcc.ehcportal: Add document", case)
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
    _check("hcc.ehcportal: Publish document", document)
    publish(document)


ACTS: dict[str, Callable[[object, str, Job], None]] = {
    HAND_OVER: hand_one_over,
    FINISH_STAGE: finish_one_stage,
    PUBLISH: publish_one_file,
}


def _check(permission: str, content) -> None:
    if not api.user.has_permission(permission, obj=content):
        raise Refused(NOT_ALLOWED)
    sentence = edited_now(content)
    if sentence:
        raise Refused(sentence)
