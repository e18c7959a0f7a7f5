"""Gives a document that a family has another file."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.api.documents.answer import CaseDocument
from hcc.ehcportal.api.documents.answer import Replacement
from hcc.ehcportal.api.documents.service import document_told
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.problems import refuse_if
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.publishing import hindrance_to_publish
from hcc.ehcportal.content.publishing import NO_REASON
from hcc.ehcportal.content.publishing import NOT_PUBLISHED
from hcc.ehcportal.content.publishing import publish_in_place_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of


class ReplaceDocument(PortalService):
    """Puts the file of a draft in the place of a document's; the draft is gone then.

    Staff keep the file that was there, with the reason.
    """

    operation = Operation(
        summary="Replace a document by a new version",
        takes=Replacement,
        gives={200: CaseDocument},
        problems=(403, 409, 412, 422),
    )

    def reply(self) -> CaseDocument:
        if state_of(self.context) != "published":
            raise Problem(409, "NotPublished", NOT_PUBLISHED)
        draft, reason = self._draft(), one_line(self.body.reason)
        if not reason:
            raise Problem(422, errors=[FieldProblem("reason", NO_REASON)])
        edited = edited_now(self.context) or edited_now(draft)
        if edited:
            raise Problem(409, "Locked", edited)
        refuse_if(hindrance_to_publish(draft))
        publish_in_place_of(draft, self.context, reason)
        return document_told(self.context, self.person)

    def _draft(self):
        for item in children_of(case_of(self.context), "EHCDocument"):
            if item.absolute_url() == self.body.draft and state_of(item) == "draft":
                return item
        raise Problem(422, errors=[FieldProblem("draft", NO_DRAFT)])


NO_DRAFT = _(
    "api_no_draft",
    default="There is no such draft in this case. Send the @id of one that "
    "@ehc-documents lists.",
)
