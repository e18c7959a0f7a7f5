"""Transitions that need a word of why."""

from __future__ import annotations

from copy import copy
from hcc.ehcportal import _
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.hindrance import hindrance_to
from hcc.ehcportal.content.validation import not_in_the_past
from hcc.ehcportal.forms.returning import hindrance_to_return
from hcc.ehcportal.forms.returning import return_form
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from plone import api
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface
from zope.schema.interfaces import IField


def needed(field: IField) -> Fields:
    """Return a form's fields: one of a content type, which must be filled in."""
    field = copy(field)
    field.required = True
    return Fields(field)


class ReasonForm(OfficeForm):
    """Records why, then does the transition."""

    transition = ""
    done = ""

    @property
    def description(self) -> str:
        return about(self.context)

    @property
    def hindrance(self) -> str | None:
        return hindrance_to(self.transition, self.context)

    def act(self, data: dict) -> str:
        for name, reason in data.items():
            setattr(self.context, name, reason)
        api.content.transition(self.context, self.transition)
        return self.done


class CloseCase(ReasonForm):
    """Closes a case with its ending."""

    fields = needed(IEHCCase["ending"])
    transition = "close"
    label = _("close_case", default="Close the case")
    verb = _("close_case_verb", default="Close")
    done = _("close_case_done", default="The case is closed.")


class WithdrawDocument(ReasonForm):
    """Withdraws a document that was published."""

    fields = needed(IEHCDocument["withdrawal_reason"])
    transition = "withdraw"
    label = _("withdraw_document", default="Withdraw the document")
    verb = _("withdraw_document_verb", default="Withdraw")
    done = _("withdraw_document_done", default="The document is withdrawn.")


class IReturn(Interface):
    """What the family reads of a form that comes back to them."""

    return_reason = schema.TextLine(
        title=_("return_reason", default="Why you return it"),
        description=_(
            "return_reason_help",
            default="The family reads this: say what is missing, and what they can do.",
        ),
    )
    last_day = schema.Date(
        title=_("form_last_day", default="Last day"),
        description=_(
            "return_last_day_help",
            default="Until when you ask for it. Leave it empty if there is no such "
            "day.",
        ),
        constraint=not_in_the_past,
        required=False,
    )


class ReturnForm(ReasonForm):
    """Returns a form to the family: it stays, and its copy is a new draft of theirs."""

    fields = Fields(IReturn)
    transition = "return"
    label = _("return_form", default="Return the form to the family")
    verb = _("return_form_verb", default="Return")
    done = _("return_form_done", default="The form is returned to the family.")

    @property
    def hindrance(self) -> str | None:
        return hindrance_to_return(self.context) or super().hindrance

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-sent-form"

    def act(self, data: dict) -> str:
        return_form(self.context, data["return_reason"], data["last_day"])
        return self.done
