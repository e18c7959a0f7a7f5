"""Submitting a form: once, for good, and with a receipt."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.receipts import receipt_number
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.forms.answering import typed_in
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.i18n import translate


class NotReady(Exception):
    """The form has answers to put right first."""


def submit(form) -> str:
    """Submit a draft and return its receipt number.

    What was submitted already stays as it is: a second press gets the same receipt.
    Raises ``NotReady``.
    """
    if state_of(form) != "draft":
        return form.receipt
    if judge(form).problems:
        raise NotReady
    api.content.transition(form, "submit")
    return form.receipt


def seal(form, event) -> None:
    """Write down the answers and the receipt of a form that is being submitted.

    Whichever way it is submitted, by a page or by REST, what is wrong stays a draft.
    """
    if event.transition is None or event.transition.id != "submit":
        return
    judged = judge(form)
    if judged.problems:
        raise WorkflowException(translate(_NOT_READY, context=form.REQUEST))
    form.answers = dict(judged.answers)
    form.typed = {n: text for n, text in typed_in(form).items() if n in judged.asked}
    form.unsaved = {}
    form.receipt = form.receipt or receipt_number()
    form.submitted_by = api.user.get_current().getId()


def record_submission(form, event) -> None:
    """Write down that a family submitted a form."""
    if event.transition is not None and event.transition.id == "submit":
        record("form_submitted", who=form.submitted_by, subject=subject_of(form))


_NOT_READY = _(
    "error_form_not_ready",
    default="Some answers of this form are missing or wrong. Open it, check your "
    "answers, and submit it there.",
)
