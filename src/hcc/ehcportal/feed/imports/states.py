"""From the state that content is in to the one that a line says, by the workflow."""

from __future__ import annotations

from collections import deque
from hcc.ehcportal import _
from hcc.ehcportal.content.hindrance import offered
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.states import WORKFLOWS
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.values import Change
from hcc.ehcportal.feed.imports.values import change
from hcc.ehcportal.feed.imports.values import require_unedited
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException


def change_state(content, wanted: object) -> tuple[Change, ...]:
    """Bring content into a state by its transitions, and return what was changed.

    Raises ``LineRefused`` where there is no such state, no way that leads there, or a
    guard on the way.
    """
    before = state_of(content)
    if wanted == before:
        return ()
    workflow = api.portal.get_tool("portal_workflow")[WORKFLOWS[content.portal_type]]
    if not isinstance(wanted, str) or wanted not in workflow.states:
        raise LineRefused(
            _(
                "import_no_state",
                default="“state” has to be one of: ${states}.",
                mapping={"states": ", ".join(workflow.states)},
            ),
            "state",
        )
    require_unedited(content)
    for transition in _way(workflow, before, wanted):
        _take(content, transition)
    return (change("state", before, wanted),)


def _take(content, transition: str) -> None:
    if transition not in offered(content):
        raise _no_way(state_of(content), transition)
    try:
        api.portal.get_tool("portal_workflow").doActionFor(content, transition)
    except WorkflowException as error:
        raise LineRefused(str(error), "state") from None


def _way(workflow, start: str, end: str) -> tuple[str, ...]:
    """Return the fewest transitions that lead from one state to another."""
    ways = deque([(start, ())])
    seen = {start}
    while ways:
        state, way = ways.popleft()
        if state == end:
            return way
        for transition in workflow.states[state].transitions:
            following = workflow.transitions[transition].new_state_id
            if following not in seen:
                seen.add(following)
                ways.append((following, (*way, transition)))
    raise _no_way(start, end)


def _no_way(start: str, end: str) -> LineRefused:
    return LineRefused(
        _(
            "import_no_way",
            default="From the state “${start}” nothing leads to “${end}”.",
            mapping={"start": start, "end": end},
        ),
        "state",
    )
