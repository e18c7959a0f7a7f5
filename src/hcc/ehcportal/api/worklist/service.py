"""``@ehc-worklist``: the cases as the page of the same name finds them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import asdict
from hcc.ehcportal.api.listing import BATCHING
from hcc.ehcportal.api.listing import listing_of
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.api.stages.service import NO_STAGE
from hcc.ehcportal.api.worklist.answer import Heading
from hcc.ehcportal.api.worklist.answer import Order
from hcc.ehcportal.api.worklist.answer import Scope
from hcc.ehcportal.api.worklist.answer import Search
from hcc.ehcportal.api.worklist.answer import Source
from hcc.ehcportal.api.worklist.answer import Worklist
from hcc.ehcportal.api.worklist.answer import WorklistCase
from hcc.ehcportal.api.worklist.answer import WorklistCounts
from hcc.ehcportal.content.people import name_in_lists
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.validation import by_field
from hcc.ehcportal.content.worklist.cases import Cases
from hcc.ehcportal.content.worklist.cases import Found
from hcc.ehcportal.content.worklist.searching import clean_term
from hcc.ehcportal.content.worklist.selection import HEADINGS
from hcc.ehcportal.content.worklist.selection import NOBODY
from hcc.ehcportal.content.worklist.selection import Selection
from typing import Any


_PARAMETERS = (
    Parameter("cases", "Whose: mine where there are any, else all", Scope),
    Parameter("show", "Only what waits for this", Heading),
    Parameter("stage", "Only at the stage with this key"),
    Parameter("coordinator", f"Only of this user id; “{NOBODY}” for nobody's"),
    Parameter("source", "Only those that were asked for by these", Source),
    Parameter("late", "Only late ones", bool),
    Parameter("exempt", "Only those with an exemption", bool),
    Parameter("closed", "Closed and archived ones, too", bool),
    Parameter("sort", "By the next due day, or by this", Order),
)

_FLAGS = ("late", "exempt", "closed")


class ReadWorklist(PortalService):
    """Gives the cases that a query chooses, and how many wait for what."""

    operation = Operation(
        summary="Read the worklist",
        gives={200: Worklist},
        parameters=(*_PARAMETERS, *BATCHING),
        problems=(403,),
    )

    def reply(self) -> Worklist:
        return self.chosen(self.asked)

    def chosen(self, choices: Mapping[str, Any], term: str = "") -> Worklist:
        """Return the cases that ``choices`` of ``_PARAMETERS`` select."""
        cases = Cases(self.context)
        selection = self._selection(cases, choices)
        listing = listing_of(
            self.request,
            cases.all(selection, term),
            lambda case: _entry(case, cases),
        )
        return Worklist(
            at_id=listing.at_id,
            cases=selection.cases,
            counts=WorklistCounts(**dict(_counts(cases, selection, term))),
            items=listing.items,
            items_total=listing.items_total,
            batching=listing.batching,
        )

    def _selection(self, cases: Cases, choices: Mapping[str, Any]) -> Selection:
        given = {
            each.name: choices[each.name]
            for each in _PARAMETERS
            if choices[each.name] not in (None, "", False)
        }
        keys = {guide.key for guide in guides_in(self.context)}
        if given.get("stage", "") not in {"", *keys}:
            raise Problem(400, errors=[FieldProblem("stage", NO_STAGE)])
        given |= {name: "1" for name in _FLAGS if name in given}
        return Selection(**{"cases": cases.own_scope, **given})


class SearchWorklist(ReadWorklist):
    """Gives the cases that a query and a term choose; it changes nothing."""

    operation = Operation(
        summary="Search the worklist",
        gives={200: Worklist},
        takes=Search,
        problems=(403, 422),
    )

    def reply(self) -> Worklist:
        with by_field("term"):
            term = clean_term(self.body.term)
        return self.chosen(asdict(self.body), term)


def _counts(cases: Cases, selection: Selection, term: str) -> Iterator:
    for heading in HEADINGS:
        yield heading, cases.count(selection.but(show=heading), term)


def _entry(case: Found, cases: Cases) -> WorklistCase:
    return shown_as(
        WorklistCase,
        case,
        at_id=case.url,
        late_days=cases.horizon.late_days(case.due),
        coordinator_name=name_in_lists(case.coordinator) if case.coordinator else "",
    )
