"""The stages of a case: in which state each is, and its dates."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.stage import IEHCStage
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.run import Done
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.states import change_state
from hcc.ehcportal.feed.imports.values import change_fields
from hcc.ehcportal.feed.imports.values import values_in


_FIELDS = ("due_date", "completed_on", "explanation", "outcome")


def take_stage(run: Run, line: Line) -> Done:
    """Write down the dates of a stage, and bring it into its state."""
    line.refuse_others(("case", "stage", "state", *_FIELDS))
    stage = _stage(run.named(line, "case"), line.key("stage"))
    values = values_in(IEHCStage, line.said(_FIELDS))
    changes = change_fields(stage, IEHCStage, values)
    if "state" in line.facts:
        _require_day(stage, line.facts["state"])
        changes += change_state(stage, line.facts["state"])
    return Done(False, changes)


def _stage(case, key: str):
    stages = {item.guide_key: item for item in children_of(case, "EHCStage")}
    if key in stages:
        return stages[key]
    raise LineRefused(
        _(
            "import_no_stage",
            default="“stage” has to be one of: ${stages}.",
            mapping={"stages": ", ".join(stages)},
        ),
        "stage",
    )


def _require_day(stage, state: object) -> None:
    """Refuse to finish a stage without its day: today is not when it was finished."""
    if state == "done" and stage.completed_on is None:
        raise LineRefused(
            _(
                "import_no_completion",
                default="A stage that is done needs “completed_on”.",
            ),
            "completed_on",
        )
