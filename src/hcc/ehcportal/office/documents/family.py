"""Who will see what is published: said before it is."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.dates import plain_date
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.office.page import OfficePage
from plone import api


@dataclass(frozen=True)
class Reader:
    """An adult who has access to the case today, and who they are to the child."""

    name: str
    relationship: str


class FamilyFacing(OfficePage):
    """A page before the family sees something: the child and the adults stand on it."""

    @property
    def case(self):
        return case_of(self.context)

    @property
    def born(self) -> str:
        return plain_date(self.case.date_of_birth, api.portal.get_current_language())

    @property
    def is_preparing(self) -> bool:
        """Whether nobody sees anything yet, whoever has access."""
        return state_of(self.case) == "preparing"

    def readers(self) -> list[Reader]:
        """Return the adults who have access today, by name."""
        case = self.case
        grants = AccessRegister(aq_parent(aq_inner(case))).grants_for(case.getId())
        return sorted(
            (
                Reader(
                    full_name(grant.adult), title_of(RELATIONSHIPS, grant.relationship)
                )
                for grant in grants
                if grant.holds_on(today())
            ),
            key=lambda reader: reader.name,
        )

    @property
    def office_url(self) -> str:
        """Where staff go on with the case."""
        return f"{self.case.absolute_url()}/ehc-case"
