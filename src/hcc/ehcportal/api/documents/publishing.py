"""Publishes drafts in many cases. One alone is published by its own ``@workflow``."""

from __future__ import annotations

from hcc.ehcportal.access.many import attempt
from hcc.ehcportal.access.many import publish_one
from hcc.ehcportal.access.many import Refused
from hcc.ehcportal.api.documents.answer import PublishMany
from hcc.ehcportal.api.documents.replacing import NO_DRAFT
from hcc.ehcportal.api.many import report_on
from hcc.ehcportal.api.many import ReportOnMany
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.case import children_of


class PublishDocuments(PortalService):
    """Publishes many drafts, in open cases alone; each as if it were the only one.

    What cannot be done with one is told of it and hinders no other.
    """

    operation = Operation(
        summary="Publish many documents",
        takes=PublishMany,
        gives={200: ReportOnMany},
        problems=(403, 422),
    )

    def reply(self) -> ReportOnMany:
        return report_on(self.context, self.body.documents, _try_at)


def _try_at(families, place: str) -> str | None:
    case_place, _slash, name = place.rpartition("/")
    return attempt(families, case_place, lambda case: _publish(case, name))


def _publish(case, name: str) -> None:
    """Publish the draft with an id. Raises ``Refused``."""
    for document in children_of(case, "EHCDocument"):
        if document.getId() == name:
            publish_one(document)
            return
    raise Refused(NO_DRAFT)
