"""The dates of a case for a family's own calendar."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.calendar import calendar_of
from hcc.ehcportal.access.calendar import has_token
from hcc.ehcportal.access.calendar import may_follow
from hcc.ehcportal.access.calendar import new_address
from hcc.ehcportal.access.calendar import revoke
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.ics import calendar_file
from hcc.ehcportal.content.ics import CONTENT_TYPE
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.portal.page import CasePage
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


def _send(view: BrowserView, overview: CaseOverview) -> bytes:
    response = view.request.response
    response.setHeader("Content-Type", CONTENT_TYPE)
    response.setHeader("Content-Disposition", "attachment; filename=ehc-dates.ics")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "no-store, private")
    return calendar_file(overview, now(), view.request)


class CalendarFile(BrowserView):
    """The dates of a case as a file, for whoever may see the case."""

    def __call__(self) -> bytes:
        person = api.user.get_current().getId()
        return _send(self, overview_of(self.context, person))


@implementer(IPublishTraverse)
class FollowedCalendar(BrowserView):
    """The dates of a case at a private address, for a phone that cannot sign in.

    The token in the address is all that opens it; what is wrong, ended or revoked is
    missing, and nothing tells which.
    """

    token: str | None = None

    def publishTraverse(self, request, name):
        if self.token is not None:
            raise NotFound(name)
        self.token = name
        return self

    def __call__(self) -> bytes:
        found = self.token and calendar_of(self.context, self.token)
        if not found:
            raise NotFound("calendar")
        case, person = found
        return _send(self, overview_of(case, person))


class CalendarPage(CasePage):
    """Adds the dates to a calendar once, or lets the calendar follow them."""

    entry = "details"
    title = _("title_calendar", default="Add these dates to my calendar")

    address: str | None = None

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self._act()
        return super().__call__()

    @cached_property
    def may_follow(self) -> bool:
        """Staff see the page as the family does, and have no calendar of their own."""
        return may_follow(self.case, self.person)

    @property
    def is_followed(self) -> bool:
        return has_token(self.case, self.person)

    def _act(self) -> None:
        if "revoke" in self.request.form:
            revoke(self.case, self.person)
        elif self.may_follow:
            self.address = new_address(self.case, self.person)
