"""The page of all families: how many there are, and where to go."""

from __future__ import annotations

from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.office.page import OfficePage


class FamiliesPage(OfficePage):
    """Says what is here. It lists nobody: a council has thousands of families."""

    @property
    def count(self) -> int:
        return len(self.context)

    @property
    def may_add(self) -> bool:
        return self.may("hcc.ehcportal: Add family")

    @property
    def may_add_case(self) -> bool:
        return self.may("hcc.ehcportal: Add case")

    @property
    def may_manage_access(self) -> bool:
        return self.may("hcc.ehcportal: Manage access")

    @property
    def waiting(self) -> int:
        """How many requests for access nobody has decided."""
        return len(Requests(portal_of(self.context)).waiting())

    @property
    def notices_url(self) -> str | None:
        """The mails to families, for whoever may see to them."""
        portal = portal_of(self.context)
        if not self.may("hcc.ehcportal: Manage notices", portal):
            return None
        return f"{portal.absolute_url()}/ehc-notices"

    @property
    def worklist_url(self) -> str | None:
        """The worklist, for whoever may see it."""
        portal = portal_of(self.context)
        if not self.may("hcc.ehcportal: View worklist", portal):
            return None
        return f"{portal.absolute_url()}/worklist"

    @property
    def audit_url(self) -> str | None:
        """The audit record, for whoever may read it."""
        portal = portal_of(self.context)
        if not self.may("hcc.ehcportal: View audit record", portal):
            return None
        return f"{portal.absolute_url()}/ehc-audit"

    @property
    def contacts_url(self) -> str | None:
        """The page of what is published of coordinators, for whoever may change it."""
        portal = portal_of(self.context)
        if not self.may("hcc.ehcportal: Manage contacts", portal):
            return None
        return f"{portal.absolute_url()}/ehc-staff-contacts"
