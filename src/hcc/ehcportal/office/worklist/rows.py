"""The rows of a worklist: cases in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.indexers import ASSESSMENT_REQUESTED
from hcc.ehcportal.content.indexers import FORM_RECEIVED
from hcc.ehcportal.content.indexers import REPLY_UNOPENED
from hcc.ehcportal.content.people import name_in_lists
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.worklist.cases import Found
from hcc.ehcportal.content.worklist.deadlines import Horizon
from hcc.ehcportal.office.labels import CASE_STATES
from plone import api
from zope.i18n import translate


NEEDS = {
    ASSESSMENT_REQUESTED: _("needs_request", default="Request to accept"),
    FORM_RECEIVED: _("needs_form", default="Form received"),
    REPLY_UNOPENED: _("needs_reply", default="Unopened reply"),
}

NOT_BEGUN = _("worklist_not_begun", default="Not begun")


@dataclass(frozen=True)
class Row:
    """One case in words; ``due`` is a date, ``far`` how far off it is."""

    case: Found
    stage: str
    due: str
    far: str
    is_late: bool
    coordinator: str
    state: str
    needs: tuple[str, ...]


class Words:
    """Puts cases into words, and looks up each name once."""

    def __init__(self, portal, request, horizon: Horizon):
        self.portal = portal
        self.request = request
        self.horizon = horizon
        self._names: dict[str, str] = {}

    @cached_property
    def stages(self) -> dict[str, str]:
        """The titles of the stages by their keys, in their order."""
        guides = guides_in(self.portal)
        return {guide.key: guide.title for guide in guides}

    def name(self, person: str) -> str:
        """Return somebody's name."""
        if person not in self._names:
            self._names[person] = name_in_lists(person)
        return self._names[person]

    def row(self, case: Found) -> Row:
        """Return a case in words."""
        return Row(
            case=case,
            stage=self.stages.get(case.stage, NOT_BEGUN),
            due=short_date(case.due, self._language) or "",
            far=self.horizon.in_words(case.due) if case.due else "",
            is_late=self.horizon.late_days(case.due) > 0,
            coordinator=self.name(case.coordinator),
            state=CASE_STATES[case.state],
            needs=tuple(self._needs(case)),
        )

    def _needs(self, case: Found) -> Iterator[str]:
        for key, title in NEEDS.items():
            if key in case.needs:
                yield translate(title, context=self.request)

    @cached_property
    def _language(self) -> str:
        return api.portal.get_current_language()
