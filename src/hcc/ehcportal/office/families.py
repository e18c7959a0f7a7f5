"""The page of all families: how many there are, and where to go."""

from __future__ import annotations

from hcc.ehcportal.office.page import OfficePage


class FamiliesPage(OfficePage):
    """Says what is here. It lists nobody: a council has thousands of families."""

    @property
    def count(self) -> int:
        return len(self.context)

    @property
    def may_add(self) -> bool:
        return self.may("hcc.ehcportal: Add family")
