"""The page of a case for staff: everything about it, and one click to each act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.register import Grant
from hcc.ehcportal.content.assessment import AssessmentRequest
from hcc.ehcportal.content.assessment import waiting_requests
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import next_due
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.forms.giving import is_known_to_staff
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.office.casework.history import History
from hcc.ehcportal.office.casework.history import HistoryRow
from hcc.ehcportal.office.casework.history import HistoryWords
from hcc.ehcportal.office.casework.transition import acts_for
from hcc.ehcportal.office.family import standing
from hcc.ehcportal.office.files.row import FileRow
from hcc.ehcportal.office.labels import CASE_STATES
from hcc.ehcportal.office.labels import DATE_KINDS
from hcc.ehcportal.office.labels import DOCUMENT_STATES
from hcc.ehcportal.office.labels import FORM_STATES
from hcc.ehcportal.office.labels import MESSAGE_STATES
from hcc.ehcportal.office.labels import STAGE_STATES
from hcc.ehcportal.office.page import OfficePage
from itertools import islice


# The first page of the history is one click away.
_LATEST = 10

SECTIONS = (
    ("ehc-overview", _("case_section_overview", default="Overview")),
    ("ehc-stages", _("case_section_stages", default="Stages")),
    ("ehc-timetable", _("case_section_timetable", default="Timetable")),
    ("ehc-advice", _("advice_requests", default="Requests for advice")),
    ("ehc-documents", _("case_section_documents", default="Documents")),
    ("ehc-messages", _("case_section_messages", default="Messages")),
    ("ehc-forms", _("case_section_forms", default="Forms")),
    ("ehc-access", _("case_section_access", default="Who has access")),
    ("ehc-history", _("case_section_history", default="History")),
)


@dataclass(frozen=True)
class StageRow:
    """One stage with what can be done to it: transitions and their titles."""

    stage: StageOverview
    id: str
    url: str
    state: str
    acts: dict[str, str]


@dataclass(frozen=True)
class ContentRow:
    """One document, message or form, with its state in words."""

    id: str
    url: str
    title: str
    state: str
    state_title: str
    day: object
    acts: dict[str, str]
    last_day: date | None = None


@dataclass(frozen=True)
class RequestRow:
    """A request that came online, who asked in words, and what came with it."""

    request: AssessmentRequest
    source: str
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class AdultRow:
    """One adult in the register, with what their access is worth today."""

    grant: Grant
    name: str
    relationship: str
    standing: str
    can_end: bool
    can_look: bool


class CasePage(HistoryWords, OfficePage):
    """One case for staff. A family is led to its dashboard instead."""

    sections = SECTIONS

    def __call__(self):
        # Listing a case is for staff in every one of its states, unlike changing it.
        if not self.may("List folder contents"):
            self.request.response.redirect(self.context.absolute_url())
            return ""
        return super().__call__()

    @cached_property
    def overview(self) -> CaseOverview:
        return overview_of(self.context, self.person)

    @cached_property
    def due(self) -> StageOverview | None:
        """The stage that is due first."""
        return next_due(self.overview.stages)

    @property
    def state(self) -> str:
        return CASE_STATES[self.overview.state]

    @property
    def family(self):
        return self.context.__parent__

    @cached_property
    def acts(self) -> dict[str, str]:
        """What can be done to the case itself with a click."""
        return acts_for(self.context)

    @property
    def may_close(self) -> bool:
        return self.overview.state == "open" and self.may("hcc.ehcportal: Close case")

    @property
    def may_change(self) -> bool:
        return self.may("Modify portal content")

    @property
    def may_manage_access(self) -> bool:
        return self.may("hcc.ehcportal: Manage access")

    def requests(self) -> list[RequestRow]:
        """The requests that came online, the newest first."""
        rows = [
            RequestRow(
                request,
                title_of(REQUEST_SOURCES, request.source),
                tuple(self._files_of(request)),
            )
            for request in self.context.assessment_requests
        ]
        return rows[::-1]

    def _files_of(self, request: AssessmentRequest) -> Iterator[FileRow]:
        """Yield what came with a request, but for what staff have removed since."""
        for name in request.documents:
            if name in self.context:
                yield FileRow(self.context[name])

    @property
    def request_waits(self) -> bool:
        return bool(waiting_requests(self.context)) and self.may_manage_access

    @property
    def can_accept(self) -> bool:
        """Whether a request is accepted by opening the case."""
        return self.overview.state == "preparing"

    def stage_rows(self) -> Iterator[StageRow]:
        """Yield the stages; the overview has them in the order of the content."""
        content = children_of(self.context, "EHCStage")
        for item, stage in zip(content, self.overview.stages, strict=True):
            yield StageRow(
                stage,
                item.getId(),
                item.absolute_url(),
                STAGE_STATES[stage.reading.state],
                acts_for(item),
            )

    def date_kind(self, kind: str) -> str:
        return DATE_KINDS[kind]

    def document_rows(self) -> list[ContentRow]:
        """All documents: drafts first, then by the day that they were published."""
        rows = [
            self._row(item, DOCUMENT_STATES, _published_on(item))
            for item in children_of(self.context, "EHCDocument")
        ]
        return _by_day(rows, first="draft")

    def message_rows(self) -> list[ContentRow]:
        """All messages: drafts first, then by when they were sent."""
        rows = [
            self._row(item, MESSAGE_STATES, item.sent_at)
            for item in children_of(self.context, "EHCMessage")
        ]
        return _by_day(rows, first="draft")

    def form_rows(self) -> list[ContentRow]:
        """The forms that the family has sent, or was sent. Its drafts are its own."""
        rows = [
            replace(
                self._row(item, FORM_STATES, item.submitted_at or item.sent_at),
                last_day=_asked_by(item),
            )
            for item in children_of(self.context, "EHCSupportingForm")
            if is_known_to_staff(item)
        ]
        return _by_day(rows, first="submitted")

    @property
    def may_send_forms(self) -> bool:
        return self.overview.state == "open" and self.may("hcc.ehcportal: Receive form")

    def adult_rows(self) -> list[AdultRow]:
        """Everybody in the register of this case, those with access first."""
        register = AccessRegister(self.family)
        rows = [self._adult(g) for g in register.grants_for(self.context.getId())]
        return sorted(rows, key=lambda row: (not row.can_end, row.name))

    def latest(self) -> list[HistoryRow]:
        return list(islice(History(self.context).rows(), _LATEST))

    def _adult(self, grant: Grant) -> AdultRow:
        shown = self.overview.state in ("open", "closed")
        return AdultRow(
            grant=grant,
            name=full_name(grant.adult),
            relationship=title_of(RELATIONSHIPS, grant.relationship),
            standing=standing(grant, self.context, today()),
            can_end=not grant.has_ended_by(today()),
            can_look=shown and grant.holds_on(today()),
        )

    def _row(self, item, states: dict[str, str], day) -> ContentRow:
        state = state_of(item)
        return ContentRow(
            id=item.getId(),
            url=item.absolute_url(),
            title=item.title,
            state=state,
            state_title=states.get(state, state),
            day=day,
            acts=acts_for(item),
        )


def _asked_by(form) -> date | None:
    """Return until when a form that was sent or returned is asked for, while it is."""
    draft = form if state_of(form) == "draft" else copy_made_of(form)
    waits = draft is not None and state_of(draft) == "draft"
    return draft.last_day if waits else None


def _published_on(document):
    published = document.effective_date
    return published and published.asdatetime().astimezone(ENGLAND)


def _by_day(rows: list[ContentRow], first: str) -> list[ContentRow]:
    rows.sort(key=lambda row: str(row.day or ""), reverse=True)
    return sorted(rows, key=lambda row: row.state != first)
