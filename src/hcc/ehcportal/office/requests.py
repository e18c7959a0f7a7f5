"""Requests for access: the list of them, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.deciding import case_given
from hcc.ehcportal.access.deciding import request_at
from hcc.ehcportal.access.deciding import requests_in
from hcc.ehcportal.access.requests import AccessRequest
from hcc.ehcportal.access.requests import APPROVED
from hcc.ehcportal.access.requests import DECLINED
from hcc.ehcportal.access.requests import WAITING
from hcc.ehcportal.content import dates
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.office.page import number_in
from hcc.ehcportal.office.page import OfficePage
from plone import api


PAGE_SIZE = 50

STATES = {
    WAITING: _("request_waiting", default="Waiting"),
    APPROVED: _("request_approved", default="Approved"),
    DECLINED: _("request_declined", default="Declined"),
}


@dataclass(frozen=True)
class RequestRow:
    """One request in words."""

    request: AccessRequest
    person: str
    relationship: str
    state: str
    decided_by: str


def row_of(request: AccessRequest) -> RequestRow:
    """Return a request with names in place of keys."""
    return RequestRow(
        request=request,
        person=full_name(request.user_id),
        relationship=title_of(RELATIONSHIPS, request.relationship),
        state=STATES[request.state],
        decided_by=full_name(request.decided_by),
    )


class RequestsPage(OfficePage):
    """Those that wait, the longest first; or those decided, the latest first."""

    @property
    def shows_decided(self) -> bool:
        return self.request.form.get("state") == "decided"

    @cached_property
    def start(self) -> int:
        """How many of the list went before this page."""
        return number_in(self.request.form, "start") or 0

    @cached_property
    def _requests(self) -> list[AccessRequest]:
        return requests_in(self.context, decided=self.shows_decided)

    def rows(self) -> Iterator[RequestRow]:
        """Yield a row for each request of this page."""
        for request in self._requests[self.start : self.start + PAGE_SIZE]:
            yield row_of(request)

    @property
    def next_start(self) -> int | None:
        """Where the next page of the list starts, if there is one."""
        following = self.start + PAGE_SIZE
        return following if following < len(self._requests) else None

    def moment(self, when: datetime) -> str:
        return dates.moment(when, api.portal.get_current_language())


class RequestPage(OfficePage):
    """What somebody said about a child, and what was decided."""

    row: RequestRow

    def __call__(self):
        asked = request_at(self.context, self.request.form.get("entry"))
        self.row = row_of(asked)
        return super().__call__()

    @property
    def is_waiting(self) -> bool:
        return self.row.request.state == WAITING

    @cached_property
    def case(self):
        """The case to which access was given, if one may see it."""
        return case_given(self.context, self.row.request)

    def birth_date(self, day: date) -> str:
        return dates.plain_date(day, api.portal.get_current_language())

    def moment(self, when: datetime) -> str:
        return dates.moment(when, api.portal.get_current_language())
