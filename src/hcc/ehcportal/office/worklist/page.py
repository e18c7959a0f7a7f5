"""The worklist: which cases there are, what they wait for, and where to act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.uploads.scanner import is_configured
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.content.worklist.cases import Cases
from hcc.ehcportal.content.worklist.searching import clean_term
from hcc.ehcportal.content.worklist.selection import ALL
from hcc.ehcportal.content.worklist.selection import EVERY
from hcc.ehcportal.content.worklist.selection import FORMS
from hcc.ehcportal.content.worklist.selection import LATE
from hcc.ehcportal.content.worklist.selection import MINE
from hcc.ehcportal.content.worklist.selection import NOBODY
from hcc.ehcportal.content.worklist.selection import read_selection
from hcc.ehcportal.content.worklist.selection import REPLIES
from hcc.ehcportal.content.worklist.selection import REQUESTS
from hcc.ehcportal.content.worklist.selection import Selection
from hcc.ehcportal.content.worklist.selection import SOON
from hcc.ehcportal.content.worklist.selection import TEAM
from hcc.ehcportal.feed.hooks.standings import Standings
from hcc.ehcportal.office.files.page import held_files
from hcc.ehcportal.office.page import OfficePage
from hcc.ehcportal.office.worklist.rows import Row
from hcc.ehcportal.office.worklist.rows import Words
from hcc.ehcportal.office.worklist.sealing import seal
from hcc.ehcportal.office.worklist.sealing import unseal
from plone import api
from plone.batching import Batch
from zope.schema.vocabulary import SimpleVocabulary


PAGE_SIZE = 50

SCOPES = {
    MINE: _("worklist_mine", default="My cases"),
    TEAM: _("worklist_team", default="My team's cases"),
    EVERY: _("worklist_every", default="All cases"),
}

HEADINGS = {
    ALL: _("worklist_all", default="All of them"),
    REQUESTS: _("worklist_assessments", default="Requests to accept"),
    FORMS: _("worklist_forms", default="Forms received"),
    REPLIES: _("worklist_replies", default="Unopened replies"),
    SOON: _("worklist_soon", default="Due in the next 10 working days"),
    LATE: _("worklist_late", default="Late"),
}

SORTS = {
    "due": _("worklist_by_due", default="Next due date"),
    "name": _("worklist_by_name", default="Name"),
    "reference": _("worklist_by_reference", default="Reference"),
}

UNREADABLE = _(
    "error_search_sealed",
    default="What this address looks for can no longer be read. Type it again.",
)


@dataclass(frozen=True)
class Choice:
    """Something to choose by a link; ``count`` says how many cases it leads to."""

    title: str
    url: str
    is_current: bool
    count: int | None = None


class Worklist(OfficePage):
    """Cases as the address says, or the way to another such address.

    What is posted is only turned into an address: a form that is sent by GET would put
    a child's name into it.
    """

    problem: str | None = None

    def __call__(self):
        if self.request.method == "POST" and self._turn_into_address():
            return ""
        self._check_term()
        return super().__call__()

    @cached_property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/worklist"

    @cached_property
    def cases(self) -> Cases:
        return Cases(self.context)

    @cached_property
    def words(self) -> Words:
        return Words(self.context, self.request, self.cases.horizon)

    @cached_property
    def selection(self) -> Selection:
        """What the address says; whose cases, if it does not, depends on who looks."""
        read = read_selection(
            self.request.form, self.words.stages, REQUEST_SOURCES.by_value
        )
        return (
            read if read.cases else read.but(cases=self.cases.own_scope, page=read.page)
        )

    @cached_property
    def term(self) -> str:
        """What is looked for."""
        if self.request.method == "POST":
            return str(self.request.form.get("term", ""))
        return (self.selection.find and unseal(self.selection.find)) or ""

    @property
    def scopes(self) -> Iterator[Choice]:
        """Whose cases there are to choose."""
        chosen = self.selection.cases
        for key, title in SCOPES.items():
            yield Choice(title, self._url(cases=key), key == chosen)

    @property
    def headings(self) -> Iterator[Choice]:
        """What waits, and how many cases for each of it."""
        chosen = self.selection.show
        for key, title in HEADINGS.items():
            yield Choice(title, self._url(show=key), key == chosen, self._counts[key])

    @property
    def sorts(self) -> Iterator[Choice]:
        """The orders there are to choose."""
        chosen = self.selection.sort
        for key, title in SORTS.items():
            yield Choice(title, self._url(sort=key), key == chosen)

    @property
    def requests(self) -> Choice | None:
        """The requests for access that wait, for whoever decides on them."""
        families = self.context["families"]
        if not self.may("hcc.ehcportal: Manage access", families):
            return None
        count = len(Requests(self.context).waiting())
        url = f"{families.absolute_url()}/ehc-access-requests"
        title = _("worklist_requests", default="Requests for access")
        return Choice(title, url, False, count)

    @property
    def held(self) -> Choice | None:
        """The files that nobody can have until they are scanned, if there are any."""
        count = sum(1 for _held in held_files(self.context))
        url = f"{self.context.absolute_url()}/ehc-held-files"
        title = _("worklist_held", default="Files held back")
        return Choice(title, url, False, count) if count else None

    @property
    def has_scanner(self) -> bool:
        """Whether files are scanned for viruses."""
        return is_configured()

    @property
    def undelivered_since(self) -> str:
        """Since when a case system has not taken what families did, or nothing."""
        failing = Standings(self.context).failing().values()
        first = min((each.since for each in failing if each.is_stuck), default=None)
        return moment(first, api.portal.get_current_language()) if first else ""

    @property
    def sources(self) -> SimpleVocabulary:
        """Who a request can be from."""
        return REQUEST_SOURCES

    @property
    def coordinators(self) -> list[tuple[str, str]]:
        """Who coordinates a case, by name; first those that nobody does."""
        nobody = (NOBODY, _("worklist_nobody", default="Nobody yet"))
        names = ((who, self.words.name(who)) for who in self.cases.coordinators())
        return [nobody, *sorted(names, key=lambda item: item[1].casefold())]

    @cached_property
    def rows(self) -> list[Row]:
        """The cases of this page."""
        shown = self.selection.but(page=self.batch.pagenumber)
        found = self.cases.page(shown, PAGE_SIZE, self.term)
        return [self.words.row(case) for case in found]

    @cached_property
    def batch(self) -> Batch:
        """The pages that there are."""
        return Batch.fromPagenumber(range(self.count), PAGE_SIZE, self.selection.page)

    @property
    def count(self) -> int:
        """How many cases are selected."""
        return self._counts[self.selection.show]

    @property
    def has_no_team(self) -> bool:
        """Whether a team is asked for by somebody who is in none."""
        return self.selection.cases == TEAM and not self.cases.team

    @property
    def save_url(self) -> str:
        """Where the selected cases are saved as a table."""
        return f"{self.url}-csv?{self.selection.but().address}"

    @property
    def plain_url(self) -> str:
        """The same cases with nothing looked for and nothing filtered."""
        plain = Selection(self.selection.cases, self.selection.show)
        return f"{self.url}?{plain.address}"

    def page_url(self, number: int) -> str:
        """Return the address of one of the pages."""
        return self._url(page=number)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return {
            key: self.cases.count(self.selection.but(show=key), self.term)
            for key in HEADINGS
        }

    def _url(self, **changes) -> str:
        return f"{self.url}?{self.selection.but(**changes).address}"

    def _check_term(self) -> None:
        if self.selection.find and not self.term:
            self.problem = UNREADABLE

    def _turn_into_address(self) -> bool:
        try:
            term = clean_term(self.term)
        except ValueRefused as error:
            self.problem = error.doc()
            return False
        found = self.selection.but(find=seal(term) if term else "")
        self.request.response.redirect(f"{self.url}?{found.address}")
        return True
