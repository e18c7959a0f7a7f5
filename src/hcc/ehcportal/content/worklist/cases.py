"""The cases of a worklist, found and read from the catalog's indexes alone.

No case is loaded, however many there are. Who may see which is the catalog's to know:
every question goes through its own search.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hcc.ehcportal.content.indexers import ASSESSMENT_REQUESTED
from hcc.ehcportal.content.indexers import FORM_RECEIVED
from hcc.ehcportal.content.indexers import NO_DAY
from hcc.ehcportal.content.indexers import REPLY_UNOPENED
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.worklist.deadlines import horizon
from hcc.ehcportal.content.worklist.deadlines import within
from hcc.ehcportal.content.worklist.searching import condition_for
from hcc.ehcportal.content.worklist.selection import EVERY
from hcc.ehcportal.content.worklist.selection import FORMS
from hcc.ehcportal.content.worklist.selection import LATE
from hcc.ehcportal.content.worklist.selection import MINE
from hcc.ehcportal.content.worklist.selection import NOBODY
from hcc.ehcportal.content.worklist.selection import REPLIES
from hcc.ehcportal.content.worklist.selection import REQUESTS
from hcc.ehcportal.content.worklist.selection import Selection
from hcc.ehcportal.content.worklist.selection import SOON
from hcc.ehcportal.content.worklist.selection import SORTS
from hcc.ehcportal.content.worklist.selection import TEAM
from hcc.ehcportal.content.worklist.team import team_of
from plone import api
from ZTUtils.Lazy import Lazy


_AT_WORK = ("preparing", "open")
_EVERY_STATE = (*_AT_WORK, "closed", "archived")

_NEEDS = {
    REQUESTS: ASSESSMENT_REQUESTED,
    FORMS: FORM_RECEIVED,
    REPLIES: REPLY_UNOPENED,
}

_READ = (
    "ehc_birth",
    "ehc_coordinator",
    "ehc_due",
    "ehc_exempt",
    "ehc_needs",
    "ehc_reference",
    "ehc_source",
    "ehc_stage",
)


@dataclass(frozen=True)
class Found:
    """One case, as the indexes know it.

    ``place`` is "family/case", its two ids. ``due`` is nothing where no day is, or
    where an exemption lifts it.
    """

    name: str
    url: str
    place: str
    state: str
    date_of_birth: date | None
    reference: str
    stage: str
    due: date | None
    exempt: bool
    coordinator: str
    source: str
    needs: tuple[str, ...]


class Chosen(Sequence):
    """Cases in their order, of which only those that are looked at are read."""

    def __init__(self, rids: list[int], read: Callable[[int], Found]):
        self.rids = rids
        self.read = read

    def __len__(self) -> int:
        return len(self.rids)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Chosen(self.rids[index], self.read)
        return self.read(self.rids[index])


class Cases:
    """Answers for the cases of one portal to whoever is signed in."""

    def __init__(self, portal):
        self.portal = portal
        self.catalog = api.portal.get_tool("portal_catalog")
        self.horizon = horizon()
        self.user = api.user.get_current()
        self._answers: dict[tuple[Selection, str], Lazy] = {}

    @cached_property
    def team(self) -> frozenset[str]:
        """The user ids of my team; see ``team_of``."""
        return team_of(self.user)

    def count(self, selection: Selection, term: str = "") -> int:
        """Return how many cases are selected."""
        return len(self._ask(selection, term))

    @cached_property
    def own_scope(self) -> str:
        """Whose cases are shown where nobody said: mine, where there are any."""
        return MINE if self.count(Selection(cases=MINE, closed="1")) else EVERY

    def all(self, selection: Selection, term: str = "") -> Chosen:
        """Return all selected cases in the selection's order."""
        return Chosen(self._in_order(selection, term), self._read)

    def page(self, selection: Selection, size: int, term: str = "") -> Chosen:
        """Return the cases on the selection's page, in its order."""
        start = (selection.page - 1) * size
        return self.all(selection, term)[start : start + size]

    def coordinators(self) -> Iterator[str]:
        """Yield the user id of everybody who coordinates a case."""
        people = self.catalog.Indexes["ehc_coordinator"].uniqueValues()
        return (person for person in people if person)

    def _in_order(self, selection: Selection, term: str) -> list[int]:
        """Return the ids of the selected cases in the catalog, sorted.

        The catalog itself sorts every case anew for every page, by each index, in five
        times the time. Equals keep the order in which they came, on every page.
        """
        known = self.catalog.Indexes[SORTS[selection.sort]].documentToKeyMap()
        # What was found, before it is made into objects.
        rids = self._ask(selection, term)._seq
        return sorted(rids, key=lambda rid: known.get(rid, ""))

    def _ask(self, selection: Selection, term: str) -> Lazy:
        asked = (selection.but(sort="due"), term)
        if asked not in self._answers:
            self._answers[asked] = self._search(*asked)
        return self._answers[asked]

    def _search(self, selection: Selection, term: str) -> Lazy:
        conditions = {
            "portal_type": "EHCCase",
            **self._place,
            "review_state": _EVERY_STATE if selection.closed else _AT_WORK,
            **self._chosen(selection),
            **self._people(selection),
            **self._days(selection),
            **(condition_for(term, self.catalog) if term else {}),
        }
        # Nothing of a case's is shown or hidden by a date.
        return self.catalog.searchResults(conditions, show_inactive=True)

    @cached_property
    def _place(self) -> dict:
        # To look for a place costs more than all the rest, and most sites have but one.
        if len(portals_of_site()) == 1:
            return {}
        return {"path": "/".join(self.portal.getPhysicalPath())}

    def _chosen(self, selection: Selection) -> dict:
        conditions = {
            "ehc_stage": selection.stage,
            "ehc_source": selection.source,
            "ehc_exempt": selection.exempt == "1",
            "ehc_needs": _NEEDS.get(selection.show),
        }
        return {name: value for name, value in conditions.items() if value}

    def _people(self, selection: Selection) -> dict:
        people = {MINE: {self.user.getId()}, TEAM: self.team}.get(selection.cases)
        if selection.coordinator:
            one = "" if selection.coordinator == NOBODY else selection.coordinator
            people = {one} if people is None else people & {one}
        return {} if people is None else {"ehc_coordinator": sorted(people)}

    def _days(self, selection: Selection) -> dict:
        ranges = []
        if selection.late or selection.show == LATE:
            ranges.append(self.horizon.late)
        if selection.show == SOON:
            ranges.append(self.horizon.next)
        return {"ehc_due": within(*ranges)} if ranges else {}

    @cached_property
    def _indexes(self) -> dict:
        return {name: self.catalog.Indexes[name] for name in _READ}

    def _read(self, rid: int) -> Found:
        kept = self.catalog.getMetadataForRID(rid)
        path = self.catalog.getpath(rid)
        known = {
            name: index.getEntryForObject(rid, "")
            for name, index in self._indexes.items()
        }
        return Found(
            name=kept["Title"],
            url=self.portal.REQUEST.physicalPathToURL(path),
            place="/".join(path.split("/")[-2:]),
            state=kept["review_state"],
            date_of_birth=_day(known["ehc_birth"]),
            reference=known["ehc_reference"].upper(),
            stage=known["ehc_stage"],
            due=_day(known["ehc_due"]),
            exempt=bool(known["ehc_exempt"]),
            coordinator=known["ehc_coordinator"],
            source=known["ehc_source"],
            needs=tuple(known["ehc_needs"]),
        )


def _day(kept: str) -> date | None:
    return date.fromisoformat(kept) if kept and kept != NO_DAY else None
