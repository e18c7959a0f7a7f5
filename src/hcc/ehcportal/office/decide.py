"""Deciding on a request for access: find the case, look twice, approve; or decline."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.deciding import approve
from hcc.ehcportal.access.deciding import request_at
from hcc.ehcportal.access.deciding import why_not_approve
from hcc.ehcportal.access.deciding import why_not_decide
from hcc.ehcportal.access.many import case_at
from hcc.ehcportal.access.references import cases_with
from hcc.ehcportal.access.requests import AccessRequest
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.dates import plain_date
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.terms import ITerms
from plone import api
from urllib.parse import urlencode
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


class IFindCase(Interface):
    """Which case is meant."""

    reference = schema.TextLine(
        title=_("decide_reference", default="Reference of the case"),
        description=_(
            "decide_reference_help",
            default="In full, as it stands in the case. Nothing less finds a case.",
        ),
    )


class IDecline(Interface):
    """Why not."""

    reason = schema.Text(
        title=_("decline_reason", default="Reason"),
        description=_(
            "decline_reason_help",
            default="The person reads this. Do not say whether the child is known.",
        ),
    )


class RequestForm(OfficeForm):
    """Does something with the request that the address names."""

    @cached_property
    def asked(self) -> AccessRequest:
        return request_at(self.context, self.request.form.get("entry"))

    @property
    def hidden(self) -> dict[str, str]:
        return {"entry": self.asked.id}

    @property
    def description(self) -> str:
        return _(
            "request_about",
            default="${person} asks for access to the case of ${child}, born ${born}.",
            mapping=self._names,
        )

    @property
    def hindrance(self) -> str | None:
        return why_not_decide(self.asked)

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-access-requests"

    @property
    def _names(self) -> dict[str, str]:
        return {
            "person": full_name(self.asked.user_id),
            "child": self.asked.child_name,
            "born": self.birth_date(self.asked.date_of_birth),
        }

    def birth_date(self, day: date) -> str:
        return plain_date(day, api.portal.get_current_language())


class FindCase(RequestForm):
    """Finds the one case with a reference. It decides nothing."""

    fields = Fields(IFindCase)
    label = _("approve_request", default="Approve a request")
    verb = _("find_case_verb", default="Find the case")

    found = None

    @property
    def next_url(self) -> str:
        if self.found is None:
            return super().next_url
        place = "/".join(self.found.getPhysicalPath()[-2:])
        query = urlencode({"entry": self.asked.id, "case": place})
        return f"{self.context.absolute_url()}/@@ehc-approve-request?{query}"

    def act(self, data: dict) -> str:
        cases = visible_cases(cases_with(portal_of(self.context), data["reference"]))
        if len(cases) != 1:
            self.refuse("reference", self._refusal(len(cases)))
        self.found = cases[0]
        return _(
            "case_found", default="A case was found. Check that it is the right child."
        )

    def _refusal(self, count: int) -> str:
        if count:
            return _(
                "error_reference_twice",
                default="Several cases have this reference. Correct it in the cases "
                "first.",
            )
        return _(
            "error_no_such_reference",
            default="No case has this reference. Check it letter by letter.",
        )


class ApproveRequest(RequestForm):
    """Gives the person access to the case that was found."""

    fields = Fields(ITerms)
    label = _("approve_request", default="Approve a request")
    verb = _("approve_request_verb", default="Give access")

    @cached_property
    def case(self):
        return case_at(self.context, self.request.form.get("case"))

    @property
    def hidden(self) -> dict[str, str]:
        place = "/".join(self.case.getPhysicalPath()[-2:])
        return {**super().hidden, "case": place}

    @property
    def description(self) -> str:
        facts = {
            **self._names,
            "name": self.case.title,
            "birth": self.birth_date(self.case.date_of_birth),
            "reference": self.case.reference,
        }
        if self.case.date_of_birth != self.asked.date_of_birth:
            return _(
                "approve_request_differs",
                default="The dates of birth differ! ${person} asks for access to the "
                "case of ${child}, born ${born}. Case ${reference} is that of ${name}, "
                "born ${birth}.",
                mapping=facts,
            )
        return _(
            "approve_request_help",
            default="${person} asks for access to the case of ${child}, born ${born}. "
            "Case ${reference} is that of ${name}, born ${birth}.",
            mapping=facts,
        )

    @property
    def hindrance(self) -> str | None:
        return why_not_approve(self.asked, self.case)

    def act(self, data: dict) -> str:
        approve(self.asked, self.case, self.person, **data)
        return _(
            "access_granted",
            default="${adult} was given access to the case of ${child}.",
            mapping={
                "adult": full_name(self.asked.user_id),
                "child": self.case.title,
            },
        )


class DeclineRequest(RequestForm):
    """Declines, for a reason that the person reads."""

    fields = Fields(IDecline)
    label = _("decline_request", default="Decline a request")
    verb = _("decline_request_verb", default="Decline")

    def act(self, data: dict) -> str:
        requests = Requests(portal_of(self.context))
        requests.decline(self.asked.id, self.person, data["reason"])
        return _(
            "request_was_declined",
            default="The request is declined. ${person} gets a mail and reads the "
            "reason after signing in.",
            mapping=self._names,
        )
