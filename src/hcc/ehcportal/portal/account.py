"""Pages about the person who is signed in."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.begun import BegunRequest
from hcc.ehcportal.access.begun import of_account
from hcc.ehcportal.access.requests import AccessRequest
from hcc.ehcportal.access.requests import APPROVED
from hcc.ehcportal.access.requests import DECLINED
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.requests import WAITING
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import Link
from hcc.ehcportal.content.overview import links_to
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.portal.page import PortalPage
from plone import api


_STATES = {
    WAITING: _("own_request_waiting", default="Waiting for a decision"),
    APPROVED: _("own_request_approved", default="Approved"),
    DECLINED: _("own_request_declined", default="Declined"),
}


class AccountPage(PortalPage):
    """A page about all children of the person."""

    @cached_property
    def children(self) -> list[CaseOverview]:
        return [overview_of(case, self.person) for case in self.cases]


class AccountDashboard(AccountPage):
    """Every child that the person may see; for staff, the way to their work."""

    entry = "home"
    title = _("title_account", default="Account Dashboard")

    @property
    def families_url(self) -> str | None:
        families = self.portal["families"]
        if not api.user.has_permission("View", obj=families):
            return None
        return families.absolute_url()

    @property
    def texts_url(self) -> str | None:
        """The list of texts, for whoever edits them."""
        if not api.user.has_permission("Modify portal content", obj=self.portal):
            return None
        return f"{self.portal_url}/ehc-texts"

    @property
    def worklist_url(self) -> str | None:
        """The worklist, for staff."""
        if not api.user.has_permission("hcc.ehcportal: View worklist", obj=self.portal):
            return None
        return f"{self.portal_url}/worklist"

    @cached_property
    def begun_request(self) -> BegunRequest | None:
        """The request for an assessment that the person has begun and not sent."""
        begun = BegunRequest(self.portal, of_account(self.person))
        return begun if begun.saved_moment and self.portal.takes_requests else None

    @cached_property
    def requests(self) -> list[AccessRequest]:
        """What the person has asked access for, the latest first."""
        return Requests(self.portal).of(self.person)[::-1]

    def requests_for(self, child: CaseOverview) -> list[AccessRequest]:
        """Those that led to the case of a child."""
        return [each for each in self.requests if _is_for(each, child)]

    @property
    def other_requests(self) -> list[AccessRequest]:
        """Those that led to no child who is shown."""
        return [
            each
            for each in self.requests
            if not any(_is_for(each, child) for child in self.children)
        ]

    @property
    def may_want_access(self) -> bool:
        """Whether to offer the person to ask for access."""
        return not self.children and not self.families_url

    def state_of(self, request: AccessRequest) -> str:
        return _STATES[request.state]

    def reason_of(self, request: AccessRequest) -> str:
        """Why a request was declined; how staff knew better is theirs alone."""
        return request.reason if request.state == DECLINED else ""


def _is_for(request: AccessRequest, child: CaseOverview) -> bool:
    return request.case is not None and child.url.endswith("/".join(request.case))


class SubmittedForms(AccountPage):
    """Everything that the person's family has sent, child by child."""

    entry = "submitted"
    title = _("title_submitted", default="View My Submitted Forms")


class Help(AccountPage):
    """Where to find help: a page of the council, an address, a person."""

    entry = "help"
    title = _("title_help", default="Help & Support")

    def help_pages(self) -> tuple[Link, ...]:
        return tuple(links_to(self.portal.help_page, self.portal.local_offer))
