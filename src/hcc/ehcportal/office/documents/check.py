"""The last page before the family sees a document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.publishing import publish
from hcc.ehcportal.content.publishing import publish_in_place_of
from hcc.ehcportal.office.documents.drafts import Caution
from hcc.ehcportal.office.documents.drafts import DraftRow
from hcc.ehcportal.office.documents.drafts import drafts_of
from hcc.ehcportal.office.documents.drafts import fresh_row
from hcc.ehcportal.office.documents.drafts import typed_row
from hcc.ehcportal.office.documents.family import FamilyFacing
from hcc.ehcportal.office.documents.overtaken import overtaken_in
from hcc.ehcportal.office.documents.patience import Patience
from plone import api
from plone.protect import CheckAuthenticator
from zExceptions import Unauthorized
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


class CheckDocuments(FamilyFacing):
    """Shows the drafts of a case and who will see them, and publishes those ticked.

    What is typed about a draft is saved by whichever button is pressed. If something is
    wrong with it, the page is shown again with all that was typed, and nothing is done.
    """

    def __call__(self):
        self.unticked = False
        # What became of drafts that were on the page, before this act is one of it.
        self.overtaken: list[str] = []
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self.overtaken = list(overtaken_in(self.case, self.request.form))
            if self._act():
                return ""
        return super().__call__()

    @cached_property
    def rows(self) -> list[DraftRow]:
        form, patience = self.request.form, Patience()
        if self.request.method != "POST":
            return [
                fresh_row(self.case, draft, self.person, patience)
                for draft in drafts_of(self.case)
            ]
        # What came in the meantime was on nobody's page: it waits for the next look.
        return [
            typed_row(self.case, draft, self.person, patience, form)
            for draft in drafts_of(self.case)
            if f"seen-{draft.getId()}" in form
        ]

    @property
    def may_publish(self) -> bool:
        return self.may("hcc.ehcportal: Publish document")

    def warnings(self, row: DraftRow) -> Iterator[Caution]:
        """Yield what is to be looked at in a file."""
        return row.warnings(api.portal.get_current_language())

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """Yield an anchor, a file's name and a message for the summary."""
        for sentence in self.overtaken:
            yield "drafts", "", sentence
        if self.unticked and not self.overtaken:
            yield "drafts", "", _UNTICKED
        for row in self.rows:
            for name, message in row.problems.items():
                yield f"{name}-{row.id}", row.filename, message

    def _act(self) -> bool:
        """Do what the pressed button says; tell whether it is done."""
        form = self.request.form
        if "remove" in form:
            return self._remove(form["remove"])
        publishes = "publish" in form
        if publishes and not self.may_publish:
            raise Unauthorized
        self.unticked = publishes and not any(row.ticked for row in self.rows)
        overtaken = self.overtaken and not self.rows
        if self._is_wrong(self.rows, publishes) or self.unticked or overtaken:
            return False
        for row in self.rows:
            _save(row)
        self._finish(self._publish() if publishes else _KEPT)
        return True

    def _is_wrong(self, rows: list[DraftRow], publishes: bool) -> bool:
        for row in rows:
            row.check(publishes)
        return any(row.problems for row in rows)

    def _remove(self, draft_id) -> bool:
        removed = [row for row in self.rows if row.id == draft_id]
        others = [row for row in self.rows if row.id != draft_id]
        if self._is_wrong(others, False) or not all(map(self._may_remove, removed)):
            return False
        for row in others:
            _save(row)
        for row in removed:
            api.content.delete(row.document)
            api.portal.show_message(_REMOVED, self.request)
        self._tell_overtaken()
        self.request.response.redirect(f"{self.case.absolute_url()}/{self.__name__}")
        return True

    def _may_remove(self, row: DraftRow) -> bool:
        hindrance = edited_now(row.document)
        if hindrance:
            row.problems["seen"] = hindrance
        return not hindrance and self.may("Delete objects", row.document)

    def _publish(self) -> str:
        ticked = [row for row in self.rows if row.ticked]
        for row in ticked:
            if row.replaces is None:
                publish(row.document)
            else:
                publish_in_place_of(row.document, row.replaces, row.reason)
        if len(ticked) == 1:
            return _(
                "document_published",
                default="The document was published to the family of ${child}.",
                mapping={"child": self.case.title},
            )
        return _(
            "documents_published",
            default="${number} documents were published to the family of ${child}.",
            mapping={"child": self.case.title, "number": str(len(ticked))},
        )

    def _finish(self, message: str) -> None:
        api.portal.show_message(message, self.request)
        self._tell_overtaken()
        self.request.response.redirect(self.office_url)

    def _tell_overtaken(self) -> None:
        for sentence in self.overtaken:
            api.portal.show_message(sentence, self.request, "warning")


def _save(row: DraftRow) -> None:
    if row.is_changed:
        document = row.document
        document.title, document.document_date = row.title, row.typed_day
        document.replacing_reason = row.reason
        notify(ObjectModifiedEvent(document))


_UNTICKED = _(
    "error_nothing_ticked", default="Tick at least one document to be published."
)
_KEPT = _(
    "drafts_kept", default="The drafts are kept. The family does not see them yet."
)
_REMOVED = _("draft_removed", default="The draft was removed.")
