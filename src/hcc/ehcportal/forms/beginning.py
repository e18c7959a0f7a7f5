"""How a form of the editors begins that is made in the portal's forms."""

from __future__ import annotations

from Acquisition import aq_base
from collective.easyform.interfaces import IEasyForm
from hcc.ehcportal import _
from hcc.ehcportal.content.portal import IEHCForms
from hcc.ehcportal.forms.offer import IFormOffer
from hcc.ehcportal.forms.questions import NOTHING_ASKED
from plone.supermodel import model
from plone.supermodel import serializeSchema
from zope import schema
from zope.i18n import translate
from zope.schema import getFieldsInOrder


def begin_design(design, event):
    """Offer a new form, and let it begin without what families cannot be given.

    Easyform's own new forms ask for an address by an expression and mail the answers.
    """
    if not IEHCForms.providedBy(event.newParent):
        return
    # What is kept is read at once; Dexterity computes a default at every look.
    for name, field in getFieldsInOrder(IFormOffer):
        if name not in vars(aq_base(design)):
            setattr(design, name, field.bind(design).default)
    if _is_easyforms_own(design, "fields_model"):
        design.fields_model = _first_questions(design.REQUEST)
    if _is_easyforms_own(design, "actions_model"):
        design.actions_model = NOTHING_ASKED


def _is_easyforms_own(design, name: str) -> bool:
    return getattr(design, name) == IEasyForm[name].defaultFactory(design)


def _first_questions(request) -> str:
    title = translate(
        _("first_question", default="What would you like to tell us?"),
        context=request,
    )
    text = schema.Text(title=title, required=True)
    first = model.SchemaClass("IFirst", (model.Schema,), {"text": text})
    return serializeSchema(first)
