"""Does a transition as the pages do it, with the same guards and the same words."""

from __future__ import annotations

from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.problems import refuse_if
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.workflow.answer import Move
from hcc.ehcportal.api.workflow.answer import Moved
from hcc.ehcportal.api.workflow.checks import FIELDS
from hcc.ehcportal.api.workflow.checks import problems_with
from hcc.ehcportal.content.hindrance import NOT_OFFERED
from hcc.ehcportal.content.hindrance import offered
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.publishing import hindrance_to_publish
from hcc.ehcportal.forms.returning import hindrance_to_return
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException


# What stands in the way of some transitions that are offered.
_HINDRANCES = {"return": hindrance_to_return, "publish": hindrance_to_publish}


class DoTransition(PortalService):
    """Does one transition with one thing: ``@workflow/send``, ``@workflow/finish``.

    What lies in it stays in its state. ``GET @workflow`` lists what is offered.
    """

    operation = Operation(
        summary="Move something of a case to another state",
        takes=Move,
        gives={200: Moved},
        parameters=(Parameter("transition", "Its id", where="path", required=True),),
        problems=(403, 409, 412, 422),
    )
    takes_param = True

    def reply(self) -> Moved:
        transition = self.param
        self._check_offered(transition)
        problems = list(problems_with(transition, self.context, self.body))
        if problems:
            raise Problem(422, errors=problems)
        self._do(transition)
        return self._told()

    @property
    def _tool(self):
        return api.portal.get_tool("portal_workflow")

    def _check_offered(self, transition: str) -> None:
        """Refuse what is not offered: what there is not, what one may not, or now."""
        if transition not in offered(self.context):
            (workflow,) = self._tool.getWorkflowsFor(self.context)
            if transition not in workflow.transitions:
                raise Problem(404)
            state = workflow.states[self._tool.getInfoFor(self.context, "review_state")]
            if transition in state.transitions:
                raise Problem(403)
            raise Problem(409, "NotOffered", NOT_OFFERED)
        hindrance_to = _HINDRANCES.get(transition)
        refuse_if(hindrance_to and hindrance_to(self.context))

    def _do(self, transition: str) -> None:
        facts = {"comment": self.body.comment}
        if transition == "return":
            facts["last_day"] = self.body.last_day
        for name in FIELDS.keys() - {"last_day"}:
            said = getattr(self.body, name)
            if said is not None:
                setattr(self.context, name, one_line(said))
        try:
            self._tool.doActionFor(self.context, transition, **facts)
        except WorkflowException as refused:
            raise Problem(409, "WorkflowException", str(refused)) from None

    def _told(self) -> Moved:
        """Return what was just done; who did it may not see the content any more."""
        with api.env.adopt_roles(["Manager"]):
            entry = self._tool.getInfoFor(self.context, "review_history")[-1]
        state = entry["review_state"]
        return Moved(
            action=entry["action"],
            actor=entry["actor"],
            comments=entry["comments"],
            review_state=state,
            time=entry["time"].asdatetime(),
            title=self._tool.getTitleForStateOnType(state, self.context.portal_type),
        )
