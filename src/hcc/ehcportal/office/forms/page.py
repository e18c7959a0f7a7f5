"""The page of a form that a family sent, for staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content import dates
from hcc.ehcportal.content.hindrance import offered
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.forms.reading import AnswerRow
from hcc.ehcportal.forms.reading import rows_of
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.office.casework.transition import acts_for
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.files.row import FileRow
from hcc.ehcportal.office.forms.publishing import draft_of
from hcc.ehcportal.office.labels import FORM_STATES
from hcc.ehcportal.office.page import OfficePage
from plone import api
from plone.protect import CheckAuthenticator
from zExceptions import Unauthorized


@dataclass(frozen=True)
class AttachmentRow(FileRow):
    """A file that came with a form; ``ticked`` where it is chosen to be passed on."""

    ticked: bool

    @property
    def title(self) -> str:
        """What the family says of it, where that is more than its name."""
        title = self.content.title
        return title if title and title != self.filename else ""


class FormPage(OfficePage):
    """Shows what was sent, with what can be done about it.

    It takes the files that are ticked to be published: they become drafts of documents,
    and the page that checks them is next.
    """

    def __call__(self):
        # A family has a page of its own for it, and alone sees its drafts.
        if not self.may("List folder contents", self.case):
            self.request.response.redirect(self.context.absolute_url())
            return ""
        self.problems: list[tuple[str, str]] = []
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if self._make_documents():
                url = f"{self.case.absolute_url()}/ehc-check-documents"
                self.request.response.redirect(url)
                return ""
        return super().__call__()

    @cached_property
    def case(self):
        return case_of(self.context)

    @property
    def state(self) -> str:
        return FORM_STATES[state_of(self.context)]

    @property
    def is_returned(self) -> bool:
        return state_of(self.context) == "returned"

    @cached_property
    def rows(self) -> tuple[AnswerRow, ...]:
        return rows_of(self.context)

    @cached_property
    def acts(self) -> dict[str, str]:
        """What can be done with a click."""
        return acts_for(self.context)

    @property
    def may_return(self) -> bool:
        return "return" in offered(self.context) and state_of(self.case) == "open"

    @property
    def may_publish(self) -> bool:
        """Whether whoever looks may make documents of what was attached."""
        return self.may("hcc.ehcportal: Add document", self.case)

    @cached_property
    def copy(self):
        """What the family was given to go on with, if they still have it."""
        return copy_made_of(self.context)

    @property
    def copy_is_sent(self) -> bool:
        return self.copy is not None and state_of(self.copy) != "draft"

    @property
    def original(self):
        """The form that this one was made of when it was returned, if it was."""
        return self.case.get(self.context.returned_from or "")

    def attachments(self) -> Iterator[AttachmentRow]:
        refused = {name for name, _message in self.problems}
        for item in self.context.objectValues():
            yield AttachmentRow(item, item.getId() in refused)

    def moment(self, when: datetime) -> str:
        return dates.moment(when, api.portal.get_current_language())

    def _make_documents(self) -> bool:
        """Make a draft of each file that is ticked; tell whether all could be."""
        if not self.may_publish:
            raise Unauthorized
        ticked = [
            item
            for item in self.context.objectValues()
            if f"publish-{item.getId()}" in self.request.form and not is_held(item.file)
        ]
        if not ticked:
            self.problems.append(("", _NOTHING_TICKED))
        patience = Patience()
        for attachment in ticked:
            try:
                draft_of(self.case, attachment, patience)
            except ValueRefused as refused:
                self.problems.append((attachment.getId(), refused.doc()))
        return not self.problems


_NOTHING_TICKED = _(
    "error_no_attachment_ticked", default="Tick at least one file to be published."
)
