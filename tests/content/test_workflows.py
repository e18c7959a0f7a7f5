"""Beside each workflow stands what it says, in words; the two are held together."""

from dataclasses import dataclass
from dataclasses import field
from hcc.ehcportal.content.handlers import NEEDS
from hcc.ehcportal.content.states import WORKFLOWS
from pathlib import Path
from plone import api

import hcc.ehcportal
import pytest
import re


PROFILE = Path(hcc.ehcportal.__file__).parent / "profiles" / "default" / "workflows"

IDS = sorted(path.name for path in PROFILE.iterdir())

ACQUIRED = "as where it lies"
NOBODY = "nobody"


@dataclass
class Specification:
    """A workflow as its ``specification.txt`` tells it."""

    title: str
    description: str
    initial: str = ""
    states: dict = field(default_factory=dict)
    transitions: dict = field(default_factory=dict)


def read_specification(workflow_id: str) -> Specification:
    """Read the file beside a workflow's definition; refuse a line it cannot read."""
    text = (PROFILE / workflow_id / "specification.txt").read_text(encoding="utf-8")
    introduction, *blocks = text.strip().split("\n\n")
    title, underline, *description = introduction.splitlines()
    assert underline == "=" * len(title)
    specification = Specification(title, " ".join(description))
    for block in blocks:
        _read_block(specification, *block.splitlines())
    return specification


def _read_block(specification, heading: str, *rows: str) -> None:
    if match := re.fullmatch(r"Starts in: (\w+)", heading):
        specification.initial = match[1]
    elif match := re.fullmatch(r"State (\w+) \((.+)\)", heading):
        permissions = dict(row.strip().rsplit(": ", 1) for row in rows)
        specification.states[match[1]] = (match[2], permissions)
    elif match := re.fullmatch(r"Transition (\w+) \((.+)\): (.+) -> (\w+)", heading):
        specification.transitions[match[1]] = {
            "title": match[2],
            "from": match[3].split(", "),
            "to": match[4],
            **dict(row.strip().split(": ", 1) for row in rows),
        }
    else:
        pytest.fail(f"Nothing that a specification says: {heading}")


def _states(workflow) -> dict:
    return {
        name: (
            state.title,
            {
                permission: _roles(state.getPermissionInfo(permission))
                for permission in workflow.permissions
            },
        )
        for name, state in workflow.states.items()
    }


def _roles(info) -> str:
    if info["acquired"]:
        assert not info["roles"]
        return ACQUIRED
    return ", ".join(sorted(info["roles"])) or NOBODY


def _transitions(workflow) -> dict:
    return {
        name: {
            "title": transition.actbox_name,
            "from": [
                state.id
                for state in workflow.states.objectValues()
                if name in state.transitions
            ],
            "to": transition.new_state_id,
            "by": _guard(transition.guard),
            **({"with": NEEDS[name][0]} if name in NEEDS else {}),
        }
        for name, transition in workflow.transitions.items()
    }


def _guard(guard) -> str:
    assert not any((guard.roles, guard.groups, guard.expr))
    return ", ".join(guard.permissions)


@pytest.fixture(params=IDS)
def pair(request, portal):
    """A workflow of the site, and its specification."""
    workflow = api.portal.get_tool("portal_workflow")[request.param]
    return workflow, read_specification(request.param)


def test_every_workflow_has_its_specification():
    assert set(IDS) == set(WORKFLOWS.values())
    assert all((PROFILE / name / "specification.txt").exists() for name in IDS)


def test_it_is_called_what_it_is_called_there(pair):
    workflow, told = pair
    assert (workflow.title, workflow.description) == (told.title, told.description)


def test_it_starts_where_it_says(pair):
    workflow, told = pair
    assert workflow.initial_state == told.initial


def test_its_states_give_each_permission_to_the_roles_that_are_named(pair):
    workflow, told = pair
    assert _states(workflow) == told.states


def test_its_transitions_lead_where_they_say_for_whom_they_say(pair):
    workflow, told = pair
    assert _transitions(workflow) == told.transitions


def test_it_has_nothing_that_a_specification_does_not_tell(pair):
    workflow, _ = pair
    assert not workflow.scripts.objectIds()
    assert not workflow.worklists.objectIds()
    assert not workflow.manager_bypass
    assert not [
        name
        for name, transition in workflow.transitions.items()
        if transition.trigger_type != 1
        or transition.script_name
        or transition.after_script_name
    ]


def test_every_reason_that_is_asked_for_belongs_to_a_transition():
    told = {
        (name, facts["with"])
        for workflow in IDS
        for name, facts in read_specification(workflow).transitions.items()
        if "with" in facts
    }
    assert told == {(name, field) for name, (field, _) in NEEDS.items()}


def test_each_type_follows_the_workflow_that_the_overview_reads(portal):
    tool = api.portal.get_tool("portal_workflow")
    bound = {
        name: tool.getChainForPortalType(name)
        for name in api.portal.get_tool("portal_types").objectIds()
        if name.startswith("EHC")
    }
    pages = (
        *("EHCPortal", "EHCStageGuides", "EHCStageGuide", "EHCForms"),
        *("EHCTexts", "EHCText"),
    )
    assert bound == {
        **{name: (workflow,) for name, workflow in WORKFLOWS.items()},
        **dict.fromkeys(pages, ("simple_publication_workflow",)),
        "EHCAttachment": (),
    }
