"""The page on which somebody asks for access to the case of a child."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.requests import RELATIONSHIPS
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.requests import TooManyRequests
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import clean_reference
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.joining.aboutchild import AboutChild
from plone import api


class RequestAccess(AboutChild):
    """What somebody says about a child, for staff to decide.

    The answer is the same whether the council knows the child or not.
    """

    title = _("title_request_access", default="Request access")
    buttons = {"send": "send"}

    relationships = RELATIONSHIPS

    def send(self) -> str | None:
        facts = {
            "child_name": self.clean("child_name", clean_name),
            "date_of_birth": self.born(),
            "relationship": self._relationship(),
            "reference": self.clean("reference", clean_reference),
        }
        if not self.problems:
            self._make(facts)
        if self.problems:
            return None
        self.tell(
            _(
                "request_sent",
                default="We have your request, and will tell you by email when it is "
                "decided. You see it here under Items to view.",
            )
        )
        return self.context.absolute_url()

    def _make(self, facts: dict) -> None:
        try:
            Requests(self.context).make(api.user.get_current().getId(), **facts)
        except TooManyRequests:
            self.refuse("", _TOO_MANY)
        except ValueRefused as refused:
            # The others were looked at before.
            self.refuse("day", refused.doc())

    def _relationship(self) -> str | None:
        chosen = self.typed("relationship")
        if chosen not in RELATIONSHIPS:
            self.refuse("relationship", _NO_RELATIONSHIP)
        return chosen


_NO_RELATIONSHIP = _("error_relationship", default="Choose who you are to them.")
_TOO_MANY = _(
    "error_too_many_requests",
    default="As many requests of yours are waiting as can be. Wait until we have "
    "decided on one of them.",
)
