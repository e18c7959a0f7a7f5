"""The page of a stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.exemptions import deadline_of
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.vocabularies import CLAUSES
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.office.labels import STAGE_STATES
from hcc.ehcportal.office.page import OfficePage
from hcc.ehcportal.process.exemptions import Exemption


@dataclass(frozen=True)
class ExemptionRow:
    """One exemption in the table, with names in place of keys."""

    exemption: Exemption
    clause: str
    recorded_by: str


class StagePage(OfficePage):
    """A stage for staff. A family is led to the case's dashboard instead."""

    def __call__(self):
        # Listing a case is for staff in every one of its states, unlike changing it.
        if not self.may("List folder contents", self.case):
            self.request.response.redirect(self.case.absolute_url())
            return ""
        return super().__call__()

    @cached_property
    def case(self):
        return case_of(self.context)

    @cached_property
    def stage(self) -> StageOverview:
        """The stage, out of the one reading of the case."""
        ids = [stage.getId() for stage in children_of(self.case, "EHCStage")]
        stages = overview_of(self.case, self.person).stages
        return stages[ids.index(self.context.getId())]

    @property
    def state(self) -> str:
        return STAGE_STATES[self.stage.reading.state]

    @property
    def has_deadline(self) -> bool:
        return deadline_of(self.context) is not None

    @property
    def may_record(self) -> bool:
        return self.has_deadline and self.may("hcc.ehcportal: Run stage")

    def exemptions(self) -> Iterator[ExemptionRow]:
        """Yield everything that was recorded, the latest first: that one counts."""
        for exemption in reversed(self.context.exemptions):
            yield ExemptionRow(
                exemption,
                title_of(CLAUSES, exemption.clause.value),
                full_name(exemption.recorded_by),
            )
