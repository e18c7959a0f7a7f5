"""The drafts of a case as the page shows them, and what is typed about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.publishing import hindrance_to_publish
from hcc.ehcportal.content.publishing import NO_REASON
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.documents.adding import LONGEST_TITLE
from hcc.ehcportal.office.documents.cautions import Caution
from hcc.ehcportal.office.documents.cautions import cautions_about
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.documents.reading import Reading
from hcc.ehcportal.office.documents.reading import reading_of


@dataclass
class DraftRow:
    """One draft, with what stands in its fields and what is wrong with that."""

    document: object
    title: str
    day: str
    reason: str
    ticked: bool
    replaces: object | None
    added_by: str
    seen: str
    patience: Patience
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.document.getId()

    @property
    def filename(self) -> str:
        return self.document.file.filename

    @cached_property
    def reading(self) -> Reading:
        return reading_of(self.document, self.patience)

    def warnings(self, language: str) -> Iterator[Caution]:
        """Yield what somebody should look at before the family does."""
        return cautions_about(self.reading, language)

    def check(self, publishes: bool) -> None:
        """Note what is wrong with what was typed, or with publishing it if ticked."""
        if not self.title:
            self.problems["title"] = _NO_TITLE
        elif len(self.title) > LONGEST_TITLE:
            self.problems["title"] = _LONG_TITLE
        if self.typed_day is None:
            self.problems["day"] = _NO_DAY
        if self.seen != version_of(self.document):
            self.problems["seen"] = _changed(self.document)
            self.seen = version_of(self.document)
        if publishes and self.ticked:
            self._check_publishing()
        elif self.is_changed:
            self._note_hindrance(edited_now(self.document))

    def _check_publishing(self) -> None:
        self._note_hindrance(hindrance_to_publish(self.document))
        if not self.document.replaces:
            return
        if self.replaces is None:
            self.problems["replaces"] = _NOTHING_TO_REPLACE
        elif not self.reason:
            self.problems["reason"] = NO_REASON

    def _note_hindrance(self, hindrance: str | None) -> None:
        if hindrance:
            self.problems["seen"] = hindrance

    @property
    def is_changed(self) -> bool:
        """Whether something else was typed than the draft says."""
        draft = self.document
        said = (draft.title, draft.document_date, draft.replacing_reason)
        return said != (self.title, self.typed_day, self.reason)

    @property
    def typed_day(self) -> date | None:
        """The date that was typed, if it makes sense for a document."""
        try:
            day = date.fromisoformat(self.day)
        except ValueError:
            return None
        return day if 1990 <= day.year <= today().year + 1 else None


def drafts_of(case) -> list:
    """Return the drafts of a case, the oldest first."""
    drafts = [
        item for item in children_of(case, "EHCDocument") if state_of(item) == "draft"
    ]
    return sorted(drafts, key=lambda draft: draft.created())


def version_of(document) -> str:
    """Return what tells whether somebody changed a document since it was shown."""
    return (document._p_serial or b"").hex()


def fresh_row(case, document, person: str, patience: Patience) -> DraftRow:
    """Return a draft as it is; those of whoever looks are to be published."""
    return DraftRow(
        document=document,
        title=document.title,
        day=document.document_date.isoformat(),
        reason=document.replacing_reason,
        ticked=document.Creator() == person,
        replaces=replaced_by(case, document),
        added_by="" if document.Creator() == person else full_name(document.Creator()),
        seen=version_of(document),
        patience=patience,
    )


def typed_row(case, document, person: str, patience: Patience, form: dict) -> DraftRow:
    """Return a draft with what was typed about it."""
    row = fresh_row(case, document, person, patience)
    name = document.getId()
    row.title = one_line(str(form.get(f"title-{name}", "")))
    row.day = str(form.get(f"day-{name}", "")).strip()
    row.reason = one_line(str(form.get(f"reason-{name}", row.reason)))
    row.ticked = f"publish-{name}" in form
    row.seen = str(form.get(f"seen-{name}", ""))
    return row


def replaced_by(case, draft):
    """Return the published document that a draft is to replace, if it is there."""
    document = case.get(draft.replaces) if draft.replaces else None
    published = document is not None and state_of(document) == "published"
    return document if published else None


def _changed(document) -> str:
    return _(
        "error_document_changed",
        default="Somebody changed this draft in the meantime. It now says “${title}”, "
        "${day}. Check what stands here and press the button again.",
        mapping={
            "title": document.title,
            "day": document.document_date.isoformat(),
        },
    )


_NO_TITLE = _("error_draft_title", default="Enter a description: the family reads it.")
_LONG_TITLE = _(
    "error_draft_long_title",
    default="This description is longer than 200 letters. Shorten it.",
)
_NO_DAY = _(
    "error_draft_day",
    default="Enter the date on the document, with day, month and year.",
)
_NOTHING_TO_REPLACE = _(
    "error_draft_replaces",
    default="The document that this one is to replace was withdrawn or removed. Add "
    "the file anew as a document of its own.",
)
