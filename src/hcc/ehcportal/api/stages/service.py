"""Services about stages. One alone is moved on by its own ``@workflow``."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal import _
from hcc.ehcportal.access.many import finish_stage
from hcc.ehcportal.api.many import report_on_cases
from hcc.ehcportal.api.many import ReportOnMany
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.api.stages.answer import CaseStage
from hcc.ehcportal.api.stages.answer import FinishMany
from hcc.ehcportal.api.stages.answer import Stages
from hcc.ehcportal.api.stages.answer import Transition
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.portal import guides_in
from plone import api


class ListStages(PortalService):
    """The stages of a case, each with what whoever asks may do with it."""

    operation = Operation(summary="List the stages of a case", gives={200: Stages})

    def reply(self) -> Stages:
        stages = children_of(self.context, "EHCStage")
        pairs = zip(stages, stages_of(self.context), strict=True)
        return Stages(
            at_id=f"{self.context.absolute_url()}/@ehc-stages",
            items=tuple(_stage(stage, read) for stage, read in pairs),
        )


class FinishStageOfMany(PortalService):
    """Finishes one stage in many cases, in each as if it were alone.

    What cannot be done in one case is told of it and hinders no other.
    """

    operation = Operation(
        summary="Finish a stage in many cases",
        takes=FinishMany,
        gives={200: ReportOnMany},
        problems=(403, 422),
    )

    def reply(self) -> ReportOnMany:
        keys = [guide.key for guide in guides_in(self.context)]
        if self.body.stage not in keys:
            raise Problem(422, errors=[FieldProblem("stage", NO_STAGE)])
        return report_on_cases(self.context, self.body.cases, self._finish)

    def _finish(self, case) -> None:
        finish_stage(case, self.body.stage)


def _stage(stage, told: StageOverview) -> CaseStage:
    return shown_as(
        CaseStage,
        told.reading,
        at_id=stage.absolute_url(),
        title=told.title,
        outcome=told.outcome,
        transitions=tuple(_transitions(stage)),
    )


def _transitions(stage) -> Iterator[Transition]:
    tool = api.portal.get_tool("portal_workflow")
    for offered in tool.getTransitionsFor(stage):
        url = f"{stage.absolute_url()}/@workflow/{offered['id']}"
        yield Transition(url, offered["id"], offered["name"])


NO_STAGE = _(
    "api_no_stage",
    default="There is no such stage. Send the key of one that @ehc-stages of a case "
    "lists.",
)
