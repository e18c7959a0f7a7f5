"""Services with which a family fills in a form over days, and submits it once."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.api.forms.answer import FormDraft
from hcc.ehcportal.api.forms.answer import Forms
from hcc.ehcportal.api.forms.answer import Offered
from hcc.ehcportal.api.forms.answer import Receipt
from hcc.ehcportal.api.forms.answer import Saving
from hcc.ehcportal.api.forms.answer import Start
from hcc.ehcportal.api.forms.answer import Submitting
from hcc.ehcportal.api.forms.answer import Waiting
from hcc.ehcportal.api.forms.describing import answer_problems
from hcc.ehcportal.api.forms.describing import draft_told
from hcc.ehcportal.api.forms.typed import typed_anew
from hcc.ehcportal.api.idempotency import KEY
from hcc.ehcportal.api.idempotency import OnceService
from hcc.ehcportal.api.operations import LOCATION
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.overview import FormEntry
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.drafts import SavedElsewhere
from hcc.ehcportal.forms.offers import Offer
from hcc.ehcportal.forms.offers import offers_for
from hcc.ehcportal.forms.starting import start_offered
from hcc.ehcportal.forms.submission import submit
from plone import api

import dataclasses


class ListForms(PortalService):
    """What waits to be filled in, and what can be started today."""

    operation = Operation(summary="List the forms to complete", gives={200: Forms})

    def reply(self) -> Forms:
        overview = overview_of(self.context, self.person)
        offers = offers_for(self.context, self.person, overview)
        return Forms(
            at_id=f"{overview.url}/@ehc-forms",
            waiting=tuple(_waiting(form) for form in overview.forms_to_complete),
            offered=tuple(_offered(offer) for offer in offers),
            may_start=api.user.has_permission(
                "hcc.ehcportal: Add supporting form", obj=self.context
            ),
        )


class StartForm(OnceService):
    """Starts a form that is offered.

    What was started and not touched since, or can be sent once alone, is gone on with
    (200).
    """

    operation = Operation(
        summary="Start a form",
        takes=Start,
        gives={201: FormDraft, 200: FormDraft},
        parameters=(KEY,),
        headers={201: (LOCATION,)},
        problems=(403, 422),
    )

    def reply(self) -> FormDraft:
        overview = overview_of(self.context, self.person)
        offers = offers_for(self.context, self.person, overview)
        draft = start_offered(self.context, self.body.form, offers)
        if draft is None:
            raise Problem(422, errors=[FieldProblem("form", _NOT_OFFERED)])
        response = self.request.response
        response.setHeader("Location", draft.absolute_url())
        known = {form.url for form in overview.forms}
        response.setStatus(200 if draft.absolute_url() in known else 201)
        return draft_told(draft)


class ReadFormDraft(PortalService):
    """A form that is being filled in, with its questions."""

    operation = Operation(summary="Read a draft of a form", gives={200: FormDraft})

    def reply(self) -> FormDraft:
        if state_of(self.context) != "draft":
            raise Problem(404)
        return draft_told(self.context)


class SaveDraft(PortalService):
    """Keeps what was typed, right or wrong. The same again changes nothing.

    Where somebody else has saved since ``version`` nothing is overwritten: the answer
    (412) says what stands there now, by field.
    """

    operation = Operation(
        summary="Save a draft of a form",
        takes=Saving,
        gives={200: FormDraft},
        problems=(403, 409, 412, 422),
    )

    def reply(self) -> FormDraft:
        if state_of(self.context) != "draft":
            raise Problem(409, "Submitted", _SUBMITTED)
        if not api.user.has_permission("Modify portal content", obj=self.context):
            raise Problem(403)
        typed = typed_anew(self.context, self.body.answers)
        try:
            save(self.context, typed.all, self.body.version)
        except SavedElsewhere:
            errors = answer_problems(dict(typed.differing))
            raise Problem(412, "SavedElsewhere", _ELSEWHERE, errors) from None
        return draft_told(self.context)


class SubmitForm(OnceService):
    """Submits a draft, for good. Twice, or two at once, are one submission."""

    operation = Operation(
        summary="Submit a form",
        takes=Submitting,
        gives={200: Receipt},
        parameters=(dataclasses.replace(KEY, required=True),),
        problems=(403, 409, 412, 422),
    )
    needs_key = True

    def reply(self) -> Receipt:
        form = self.context
        is_draft = state_of(form) == "draft"
        if self.body.version != form.draft_version:
            raise _changed() if is_draft else Problem(409, "Submitted", _SUBMITTED)
        if is_draft:
            problems = judge(form).problems
            if problems:
                raise Problem(422, "NotReady", errors=answer_problems(problems))
            submit(form)
        return Receipt(
            at_id=form.absolute_url(),
            title=form.title,
            number=form.receipt,
            submitted_at=form.submitted_at,
            confirmation=form.confirmation or "",
        )


def _changed() -> Problem:
    return Problem(412, "SavedElsewhere", _CHANGED)


def _waiting(form: FormEntry) -> Waiting:
    return shown_as(Waiting, form, at_id=form.url)


def _offered(offer: Offer) -> Offered:
    return shown_as(Offered, offer, form=offer.key)


_NOT_OFFERED = _(
    "api_form_not_offered",
    default="This form cannot be started now. @ehc-forms lists those that can.",
)
_SUBMITTED = _(
    "api_form_submitted",
    default="This form was submitted, and cannot be changed any more. @ehc-submission "
    "tells what was sent.",
)
_ELSEWHERE = _(
    "api_draft_elsewhere",
    default="Not saved: this form was changed on another page or device meanwhile. See "
    "what stands there now, and save again with its new version.",
)
_CHANGED = _(
    "api_draft_changed",
    default="Not submitted: these answers were changed on another page or device since "
    "you read them. Read them again, and submit their new version.",
)
