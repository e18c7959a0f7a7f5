"""The history of a case: every change, by whom and when, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import entries_of
from hcc.ehcportal.access.audit import Entry
from hcc.ehcportal.access.audit import KINDS
from hcc.ehcportal.content.changes import Change
from hcc.ehcportal.content.changes import CHANGED
from hcc.ehcportal.content.changes import changes_of
from hcc.ehcportal.content.changes import FieldChange
from hcc.ehcportal.content.changes import Unshown
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.states import WORKFLOWS
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.office.labels import ACTS_DONE
from hcc.ehcportal.office.labels import KINDS_OF_CONTENT
from hcc.ehcportal.office.page import number_in
from hcc.ehcportal.office.page import OfficePage
from itertools import islice
from operator import attrgetter
from plone import api
from plone.dexterity.schema import SCHEMA_CACHE
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.schema.interfaces import IChoice

import heapq


PAGE_SIZE = 50
# Nobody turns so many pages; a longer number is not one that was linked to.
_LAST_PAGE = 10_000


@dataclass(frozen=True)
class FieldRow:
    """One field that was changed; no texts where they are not kept."""

    title: str
    shown: bool
    before: str
    after: str


@dataclass(frozen=True)
class HistoryRow:
    """What happened once. ``kind`` and ``title`` say to what, ``about`` to whom."""

    when: datetime
    what: str
    who: str | None
    kind: str | None = None
    title: str = ""
    about: str | None = None
    fields: tuple[FieldRow, ...] = ()


class History:
    """Reads the history of a case out of the three places that it is written to."""

    def __init__(self, case):
        self.case = case
        self.language = api.portal.get_current_language()

    def rows(self) -> Iterator[HistoryRow]:
        """Yield everything, the newest first; no more is read than is asked for."""
        return heapq.merge(
            sorted(self._transitions(), key=attrgetter("when"), reverse=True),
            (self._changed(change) for change in changes_of(self.case)),
            (self._audited(entry) for entry in entries_of(self.case)),
            key=attrgetter("when"),
            reverse=True,
        )

    def _transitions(self) -> Iterator[HistoryRow]:
        for content in (self.case, *self.case.objectValues()):
            # What a family has not sent yet is no business of staff.
            is_form = content.portal_type == "EHCSupportingForm"
            if not (is_form and state_of(content) == "draft"):
                yield from self._transitions_of(content, is_form)

    def _transitions_of(self, content, is_form: bool) -> Iterator[HistoryRow]:
        for step in content.workflow_history[WORKFLOWS[content.portal_type]]:
            act = step.get("action") or "made"
            # Stages come with their case.
            by_itself = act == "made" and content.portal_type == "EHCStage"
            if "time" in step and not by_itself and not (is_form and act == "made"):
                yield HistoryRow(
                    when=step["time"].asdatetime(),
                    what=ACTS_DONE.get(act, act),
                    who=step.get("actor"),
                    kind=KINDS_OF_CONTENT[content.portal_type],
                    title=content.title,
                )

    def _changed(self, change: Change) -> HistoryRow:
        content = self._by_uid.get(change.uid)
        return HistoryRow(
            when=change.when,
            what=ACTS_DONE[change.kind],
            who=change.who,
            kind=KINDS_OF_CONTENT[change.portal_type],
            title="" if content is None else content.title,
            fields=tuple(self._fields(change)) if change.kind == CHANGED else (),
        )

    def _fields(self, change: Change) -> Iterator[FieldRow]:
        schema = SCHEMA_CACHE.get(change.portal_type)
        for changed in change.fields:
            field = schema.get(changed.name)
            yield FieldRow(
                title=_FIELDS.get(changed.name) or (field and field.title) or "",
                shown=not _is_unshown(changed),
                before=self._in_words(field, changed.before),
                after=self._in_words(field, changed.after),
            )

    def _in_words(self, field, value: object) -> str:
        if value is None:
            return _("history_nothing", default="nothing")
        if isinstance(value, bool):
            return _("history_yes", default="yes") if value else _NO
        if isinstance(value, date):
            return short_date(value, self.language)
        if IChoice.providedBy(field):
            return _title_in(field, value)
        return str(value)

    def _audited(self, entry: Entry) -> HistoryRow:
        content = self._by_id.get((entry.subject or "").rpartition("/")[2])
        return HistoryRow(
            when=entry.when,
            what=KINDS[entry.kind],
            who=entry.who,
            kind=content and KINDS_OF_CONTENT[content.portal_type],
            title="" if content is None else content.title,
            about=None if entry.about == entry.who else entry.about,
        )

    @cached_property
    def _by_uid(self) -> dict[str, object]:
        return {IUUID(item): item for item in self._content}

    @cached_property
    def _by_id(self) -> dict[str, object]:
        return {item.getId(): item for item in self.case.objectValues()}

    @cached_property
    def _content(self) -> list:
        return [self.case, *self.case.objectValues()]


_NO = _("history_no", default="no")

_FIELDS = {
    "advice_requests": _("advice_requests", default="Requests for advice"),
    "exemptions": _("office_exemptions", default="Exemptions"),
}


def _title_in(field, value: str) -> str:
    # The only choice without a vocabulary of its own is one of people.
    known = field.vocabulary
    return full_name(value) if known is None else title_of(known, value)


def _is_unshown(changed: FieldChange) -> bool:
    return any(isinstance(v, Unshown) for v in (changed.before, changed.after))


class HistoryWords:
    """Says of a row what pages show; mixed into those that do."""

    parts_file = ViewPageTemplateFile("templates/parts.pt")

    @cached_property
    def parts(self):
        """Macros that several pages use."""
        return self.parts_file.macros

    def moment(self, when: datetime) -> str:
        return moment(when, api.portal.get_current_language())


class HistoryPage(HistoryWords, OfficePage):
    """Fifty changes at a time."""

    @cached_property
    def number(self) -> int:
        """The number of the page, from 1; of the first where it makes no sense."""
        number = number_in(self.request.form, "page") or 1
        return number if number <= _LAST_PAGE else 1

    @cached_property
    def _found(self) -> list[HistoryRow]:
        # One more than is shown tells whether there are older ones.
        start = (self.number - 1) * PAGE_SIZE
        return list(islice(History(self.context).rows(), start, start + PAGE_SIZE + 1))

    @property
    def rows(self) -> list[HistoryRow]:
        return self._found[:PAGE_SIZE]

    @property
    def older_url(self) -> str | None:
        """The page of the changes before these, if there are any."""
        more = len(self._found) > PAGE_SIZE
        return self._url(self.number + 1) if more else None

    @property
    def newer_url(self) -> str | None:
        """The page of the changes after these, from a later one."""
        return self._url(self.number - 1) if self.number > 1 else None

    def _url(self, number: int) -> str:
        return f"{self.context.absolute_url()}/ehc-history?page={number}"
