"""What stands in the way of a transition, said before it is tried."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.locks import edited_now
from plone import api


NOT_OFFERED = _(
    "transition_not_offered",
    default="This cannot be done in the present state. Somebody may have done it "
    "already.",
)


def offered(content) -> set[str]:
    """Return the transitions that whoever looks may do, in the state that it is in."""
    workflow = api.portal.get_tool("portal_workflow")
    return {item["id"] for item in workflow.getTransitionsFor(content)}


def hindrance_to(transition: str, content) -> str | None:
    """Return a sentence on why a transition cannot be done now, or None."""
    return edited_now(content) if transition in offered(content) else NOT_OFFERED
