"""Sending a form to a family, to be filled in by a last day."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.validation import not_in_the_past
from hcc.ehcportal.forms.giving import hindrance_to_send
from hcc.ehcportal.forms.giving import LONGEST_NOTE
from hcc.ehcportal.forms.giving import ready_designs
from hcc.ehcportal.forms.giving import send_form
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from plone.uuid.interfaces import IUUID
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IContextSourceBinder)
def designs(case) -> SimpleVocabulary:
    """The forms that the family can be sent."""
    return SimpleVocabulary(
        [
            SimpleTerm(IUUID(design), IUUID(design), design.title)
            for design in ready_designs(case)
        ]
    )


class ISendForm(Interface):
    """Which form, and until when."""

    design = schema.Choice(title=_("send_form_which", default="Form"), source=designs)
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
        max_length=LONGEST_NOTE,
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
        no_forms = None if ready_designs(self.context) else _NO_FORMS
        return hindrance_to_send(self.context) or no_forms

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-case"

    def act(self, data: dict) -> str:
        form = send_form(
            self.context, data["design"], self.person, data["last_day"], data["note"]
        )
        return _(
            "form_was_sent",
            default="“${form}” was sent to the family.",
            mapping={"form": form.title},
        )


_NO_FORMS = _(
    "send_form_none",
    default="There is no form that families can be given. Editors publish forms in the "
    "folder “Forms” of the portal.",
)
