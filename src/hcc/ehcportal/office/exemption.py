"""Recording a reason that lifts a stage's deadline."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.rules import rules_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.vocabularies import CLAUSES
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from hcc.ehcportal.office.stage import deadline_of
from hcc.ehcportal.process.errors import ExemptionEndsBeforeStart
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import ExemptionTooShort
from hcc.ehcportal.process.errors import NotLiftable
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.exemptions import check_exemption
from hcc.ehcportal.process.exemptions import check_length
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.keys import Clause
from z3c.form.field import Fields
from zope import schema
from zope.event import notify
from zope.interface import Interface
from zope.lifecycleevent import ObjectModifiedEvent


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
        if deadline_of(self.context) is not None:
            return None
        return _(
            "exemption_no_deadline",
            default="The law sets no deadline for this stage, so there is none to "
            "lift.",
        )

    def act(self, data: dict) -> str:
        exemption = Exemption(
            deadline=deadline_of(self.context),
            clause=Clause(data.pop("clause")),
            recorded_by=self.person,
            recorded_at=now(),
            **data,
        )
        self._check(exemption)
        self.context.exemptions = (*self.context.exemptions, exemption)
        notify(ObjectModifiedEvent(self.context))
        return _("exemption_recorded", default="The exemption is recorded.")

    def _check(self, exemption: Exemption) -> None:
        received = case_of(self.context).request_received
        rules = rules_of(case_of(self.context))
        try:
            check_exemption(exemption, received, rules)
            check_length(exemption)
        except ProcessError as error:
            last_day = rules.last_day(exemption.deadline, received)
            self.refuse(error.field, self._message(error, received, last_day))

    def _message(self, error: ProcessError, received: date, last_day: date) -> str:
        if isinstance(error, NotLiftable):
            return _(
                "error_not_liftable",
                default="The law does not name this exemption for this deadline. "
                "Choose another.",
            )
        if isinstance(error, ExemptionEndsBeforeStart):
            return _(
                "error_exemption_end",
                default="The last day lies before the first. Change one of the two "
                "dates.",
            )
        if isinstance(error, ExemptionOutsidePeriod):
            return _(
                "error_exemption_outside",
                default="None of these days lies between the request (${received}) and "
                "the last day that the law allows (${last_day}). Check both dates.",
                mapping={
                    "received": self.short_date(received),
                    "last_day": self.short_date(last_day),
                },
            )
        if isinstance(error, ExemptionTooShort):
            return _(
                "error_exemption_short",
                default="A closure or an absence counts from 4 weeks on. Check both "
                "dates, or choose another clause.",
            )
        raise error
