"""Pages about the person who is signed in."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import Link
from hcc.ehcportal.content.overview import links_to
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.portal.page import PortalPage
from plone import api


class AccountPage(PortalPage):
    """A page about all children of the person."""

    @cached_property
    def children(self) -> list[CaseOverview]:
        return [overview_of(case, self.person) for case in self.cases]


class AccountDashboard(AccountPage):
    """Every child that the person may see; for staff, the way to the families."""

    entry = "home"
    title = _("title_account", default="Account Dashboard")

    @property
    def families_url(self) -> str | None:
        families = self.portal["families"]
        if not api.user.has_permission("View", obj=families):
            return None
        return families.absolute_url()


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
