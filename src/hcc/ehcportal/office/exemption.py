"""Recording a reason that lifts a stage's deadline."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.exemptions import record_exemption
from hcc.ehcportal.content.exemptions import why_not_exempt
from hcc.ehcportal.content.vocabularies import CLAUSES
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from hcc.ehcportal.process.keys import Clause
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


class IExemption(Interface):
    """What the law allows as a reason, and the words for it."""

    clause = schema.Choice(
        title=_("exemption_clause", default="Exemption"), source=CLAUSES
    )
    start = schema.Date(title=_("exemption_start", default="From"))
    end = schema.Date(title=_("exemption_end", default="To"))
    who = schema.TextLine(
        title=_("exemption_who", default="Who"),
        description=_(
            "exemption_who_help",
            default="Whose school, circumstances or absence it is.",
        ),
    )
    evidence = schema.Text(
        title=_("exemption_evidence", default="Evidence"),
        description=_("exemption_evidence_help", default="Only staff read this."),
    )
    text = schema.Text(
        title=_("exemption_text", default="Text for the family"),
        description=_(
            "exemption_text_help",
            default="The family reads this beside the date that could not be kept.",
        ),
    )


class RecordExemption(OfficeForm):
    """Adds an exemption to a stage. Those recorded before are kept."""

    fields = Fields(IExemption)
    label = _("record_exemption", default="Record an exemption")
    verb = _("record_exemption_verb", default="Record")

    @property
    def description(self) -> str:
        return about(self.context)

    @property
    def hindrance(self) -> str | None:
        return why_not_exempt(self.context)

    def act(self, data: dict) -> str:
        clause = Clause(data.pop("clause"))
        record_exemption(self.context, self.person, clause=clause, **data)
        return _("exemption_recorded", default="The exemption is recorded.")
