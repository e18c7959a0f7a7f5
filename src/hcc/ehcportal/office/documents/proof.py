"""The proof of a document: published when, told when, opened by whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.versions import Version
from hcc.ehcportal.content.versions import version_now
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.notify.notices import Notice
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.office.page import OfficePage
from plone import api


@dataclass(frozen=True)
class PersonRow:
    """What one person was told and did; staff have no relationship to the child."""

    name: str
    relationship: str
    notice: Notice | None
    opened_at: datetime | None
    times: int


@dataclass(frozen=True)
class VersionRow:
    """One file that the family was given; ``number`` counts from one."""

    version: Version
    number: int
    is_present: bool
    url: str
    published_by: str
    replaced_by: str
    people: list[PersonRow]


class ProofPage(OfficePage):
    """Everything that is known of how a document reached the family."""

    @property
    def case(self):
        return case_of(self.context)

    @property
    def is_draft(self) -> bool:
        return state_of(self.context) == "draft"

    @property
    def is_withdrawn(self) -> bool:
        return state_of(self.context) == "withdrawn"

    def moment(self, when: datetime) -> str:
        return moment(when, api.portal.get_current_language())

    def rows(self) -> Iterator[VersionRow]:
        """Yield the file that the family has, then those before it."""
        present = version_now(self.context)
        versions = (*self.context.versions, present)
        for number, version in reversed(list(enumerate(versions, start=1))):
            is_present = version is present
            yield VersionRow(
                version=version,
                number=number,
                is_present=is_present,
                url=self._url(number, is_present),
                published_by=full_name(version.published_by),
                replaced_by=full_name(version.replaced_by),
                people=self._people(version),
            )

    def _url(self, number: int, is_present: bool) -> str:
        way = "@@display-file/file" if is_present else f"@@ehc-earlier-version/{number}"
        return f"{self.context.absolute_url()}/{way}"

    def _people(self, version: Version) -> list[PersonRow]:
        relationships = self._relationships()
        notices = self._notices(version)
        opened = dict(version.openings or {})
        told = dict.fromkeys((*version.adults, *notices, *opened))
        rows = [
            PersonRow(
                name=full_name(person),
                relationship=relationships.get(person, ""),
                notice=notices.get(person),
                opened_at=opened[person].first if person in opened else None,
                times=opened[person].times if person in opened else 0,
            )
            for person in told
        ]
        return sorted(rows, key=lambda row: (not row.relationship, row.name))

    def _relationships(self) -> dict[str, str]:
        """Return who everybody is to the child who ever had access."""
        register = AccessRegister(self.case.__parent__)
        return {
            grant.adult: title_of(RELATIONSHIPS, grant.relationship)
            for grant in register.grants_for(self.case.getId())
        }

    def _notices(self, version: Version) -> dict[str, Notice]:
        """Return the notice of each adult that is about this version."""
        before = [v.replaced_at for v in self.context.versions if v is not version]
        start = max(
            (day for day in before if day <= version.published_at), default=None
        )
        is_last = version not in self.context.versions
        return {
            notice.adult: notice
            for notice in Notices(self.case).about(self.context.getId())
            if (start is None or notice.recorded_at >= start)
            and (is_last or notice.recorded_at < version.replaced_at)
        }
