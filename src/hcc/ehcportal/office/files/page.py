"""Which files are held, in which cases, and whether there is a scanner at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.quarantine import files_of
from hcc.ehcportal.content.uploads.quarantine import Held
from hcc.ehcportal.content.uploads.scanner import is_configured
from hcc.ehcportal.office.page import OfficePage
from itertools import islice
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.namedfile.file import NamedBlobFile


# How many files are shown.
SHOWN = 100


@dataclass(frozen=True)
class HeldFile:
    """One file, with the case that it is in by its reference."""

    name: str
    reference: str
    url: str
    since: str
    is_infected: bool


def held_files(portal) -> Iterator[tuple[object, NamedBlobFile, datetime]]:
    """Yield content, file and since when, of what whoever looks may view."""
    for uid, since in Held(portal).all():
        content = uuidToObject(uid, unrestricted=True)
        if content is not None and api.user.has_permission("View", obj=content):
            for file in filter(is_held, files_of(content)):
                yield content, file, since


class HeldFilesPage(OfficePage):
    """Lists what is held where whoever looks may view it; drafts are their family's."""

    @property
    def has_scanner(self) -> bool:
        return is_configured()

    @cached_property
    def files(self) -> list[HeldFile]:
        """The files that are held, those with a virus first, then the oldest."""
        found = islice(held_files(self.context), SHOWN)
        rows = [(since, self._row(*each, since)) for *each, since in found]
        rows.sort(key=lambda each: (not each[1].is_infected, each[0]))
        return [row for _since, row in rows]

    def _row(self, content, file, since: datetime) -> HeldFile:
        case = case_of(content)
        return HeldFile(
            name=file.filename,
            reference=case.reference or case.getId(),
            url=f"{case.absolute_url()}/ehc-case",
            since=moment(since, api.portal.get_current_language()),
            is_infected=scan_state(file) == INFECTED,
        )
