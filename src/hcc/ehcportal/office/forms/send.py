"""Sending a form to a family, to be filled in by a last day."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.validation import not_in_the_past
from hcc.ehcportal.forms.giving import CannotBeSentAgain
from hcc.ehcportal.forms.giving import ready_designs
from hcc.ehcportal.forms.giving import send_form
from hcc.ehcportal.forms.starting import design_of
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


class ISendForm(Interface):
    """Which form, and until when."""

    design = schema.Choice(
        title=_("send_form_which", default="Form"), source=ready_designs
    )
    last_day = schema.Date(
        title=_("form_last_day", default="Last day"),
        description=_(
            "send_form_last_day_help",
            default="Until when you ask for it. Leave it empty if there is no such "
            "day.",
        ),
        constraint=not_in_the_past,
        required=False,
    )
    note = schema.Text(
        title=_("form_note", default="Note to the family"),
        description=_(
            "send_form_note_help",
            default="The family reads it beside the form: say why you ask.",
        ),
        max_length=1000,
        required=False,
    )


class SendForm(OfficeForm):
    """Sends a form to the family of an open case."""

    fields = Fields(ISendForm)
    label = _("send_form", default="Send a form to the family")
    verb = _("send_form_verb", default="Send form")

    @property
    def description(self) -> str:
        return _(
            "send_form_help",
            default="${child}. Everybody with access finds the form under “Items to "
            "complete” and gets a mail. You see what they write once they have "
            "submitted it.",
            mapping={"child": about(self.context)},
        )

    @property
    def hindrance(self) -> str | None:
        if state_of(self.context) != "open":
            return _NOT_OPEN
        return None if len(ready_designs(self.context)) else _NO_FORMS

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-case"

    def act(self, data: dict) -> str:
        design = design_of(self.context, data["design"])
        try:
            send_form(self.context, design, self.person, data["last_day"], data["note"])
        except CannotBeSentAgain:
            self.refuse("design", _ONCE)
        return _(
            "form_was_sent",
            default="“${form}” was sent to the family.",
            mapping={"form": design.title},
        )


_NOT_OPEN = _(
    "send_form_not_open",
    default="The family can fill in forms while the case is open. It is not open now.",
)
_NO_FORMS = _(
    "send_form_none",
    default="There is no form that families can be given. Editors publish forms in the "
    "folder “Forms” of the portal.",
)
_ONCE = _(
    "error_form_once",
    default="This form can be sent only once in a case, and the family has it already. "
    "Choose another.",
)
