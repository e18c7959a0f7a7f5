"""Services that read what a family sent. ``@workflow`` receives and returns it."""

from __future__ import annotations

from hcc.ehcportal.api.attachments import attached_to
from hcc.ehcportal.api.listing import BATCHING
from hcc.ehcportal.api.listing import Listing
from hcc.ehcportal.api.listing import listing_of
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.api.submissions.answer import Row
from hcc.ehcportal.api.submissions.answer import Sent
from hcc.ehcportal.api.submissions.answer import State
from hcc.ehcportal.api.submissions.answer import Submission
from hcc.ehcportal.content.overview import FormEntry
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.reading import rows_of
from operator import attrgetter


class ListSubmissions(PortalService):
    """The forms that a family has sent, the newest first."""

    operation = Operation(
        summary="List the submitted forms of a case",
        gives={200: Listing[Sent]},
        parameters=(*BATCHING, Parameter("state", "Only those in this state", State)),
    )

    def reply(self) -> Listing[Sent]:
        wanted = self.asked["state"]
        forms = overview_of(self.context, self.person).submitted_forms
        found = [form for form in forms if wanted in (None, form.state)]
        found.sort(key=attrgetter("submitted_at"), reverse=True)
        return listing_of(self.request, found, _sent)


class ReadSubmission(PortalService):
    """One form that was sent, with every answer and file."""

    operation = Operation(summary="Read a submitted form", gives={200: Submission})

    def reply(self) -> Submission:
        form = self.context
        if state_of(form) == "draft":
            raise Problem(404)
        url = form.absolute_url()
        return Submission(
            at_id=url,
            title=form.title,
            form=form.form_key,
            state=state_of(form),
            receipt=form.receipt,
            submitted_at=form.submitted_at,
            submitted_by=full_name(form.submitted_by),
            return_reason=form.return_reason,
            returned_from=_original_url(form),
            rows=tuple(shown_as(Row, row) for row in rows_of(form)),
            answers=form.answers,
            attachments=attached_to(form),
            pdf_url=f"{url}/ehc-form-pdf",
        )


def _sent(form: FormEntry) -> Sent:
    return shown_as(Sent, form, at_id=form.url, form=form.key)


def _original_url(form) -> str | None:
    original = case_of(form).get(form.returned_from or "")
    return original and original.absolute_url()
