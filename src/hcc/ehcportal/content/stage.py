"""One stage of a case."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.gate import ViewGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.process.errors import DueBeforeRequest
from hcc.ehcportal.process.stages import check_due
from plone.app.lockingbehavior.behaviors import ILocking
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IEHCStage(model.Schema):
    """Where one stage of a case stands."""

    title = schema.TextLine(title=_("stage_title", default="Title"))
    guide_key = schema.ASCIILine(
        title=_("stage_guide_key", default="Key of the stage guide")
    )
    due_date = schema.Date(
        title=_("stage_due_date", default="Target"),
        description=_(
            "stage_due_date_help",
            default="The council's own date. It never replaces the day that the law "
            "sets.",
        ),
        required=False,
    )
    completed_on = schema.Date(
        title=_("stage_completed_on", default="Completed on"),
        description=_(
            "stage_completed_on_help",
            default="Filled in when the stage is finished; correct it where needed.",
        ),
        required=False,
    )
    explanation = schema.TextLine(
        title=_("stage_explanation", default="Why it is late"),
        description=_(
            "stage_explanation_help",
            default="The family reads this while the stage is late.",
        ),
        required=False,
    )
    outcome = schema.TextLine(
        title=_("stage_outcome", default="Outcome"),
        description=_("stage_outcome_help", default="The family reads this."),
        required=False,
    )

    @invariant
    def due_after_request(data):
        case = case_of(data.__context__)
        if case is None or data.due_date is None:
            return
        try:
            check_due(data.due_date, case.request_received)
        except DueBeforeRequest as error:
            raise FieldInvalid(
                error.field,
                _(
                    "error_due_before_request",
                    default="The target lies before the request was received. Enter a "
                    "later date.",
                ),
            ) from None


def case_of(content):
    """Return the case that ``content`` is or lies in, or None."""
    chain = getattr(content, "aq_chain", ())
    return next((item for item in chain if IEHCCase.providedBy(item)), None)


@implementer(IEHCStage, IOpaquelyNamed, ILocking)
class EHCStage(ViewGate, Item):
    """One stage, with the reasons that lift its deadline."""

    id_prefix = "s"

    # Recorded through their own form, which stamps who and when. Never changed in
    # place: a later reason is added, and all are kept. (Not annotated: Zope would take
    # the class's ``__annotations__`` for the annotations of each stage.)
    exemptions = ()  # tuple[Exemption, ...]
