"""Services that read documents.

Files are fetched from their own addresses, which note who opens them. They are added
with plone.restapi's own services, and published and withdrawn with ``@workflow``.
"""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.api.documents.answer import CaseDocument
from hcc.ehcportal.api.files import file_of
from hcc.ehcportal.api.listing import BATCHING
from hcc.ehcportal.api.listing import Listing
from hcc.ehcportal.api.listing import listing_of
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.overview import DocumentEntry
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from plone import api
from typing import Literal


class ListDocuments(PortalService):
    """Drafts, which staff alone are told of, then what was given, the newest first."""

    operation = Operation(
        summary="List the documents of a case",
        gives={200: Listing[CaseDocument]},
        parameters=(
            *BATCHING,
            Parameter(
                "state",
                "Only those in this state",
                Literal["draft", "published", "withdrawn"],
            ),
        ),
    )

    def reply(self) -> Listing[CaseDocument]:
        wanted = self.asked["state"]
        found = [
            document
            for document in documents_for(self.context, self.person)
            if wanted in (None, document.state)
        ]
        return listing_of(self.request, found, lambda document: document)


class ReadDocument(PortalService):
    """One document. Reading of it here does not count as opening it."""

    operation = Operation(summary="Read a document", gives={200: CaseDocument})

    def reply(self) -> CaseDocument:
        return document_told(self.context, self.person)


def document_told(document, person: str) -> CaseDocument:
    """Return what a person is told of a document. Raises ``Problem`` (404)."""
    url = document.absolute_url()
    for told in documents_for(case_of(document), person):
        if told.at_id == url:
            return told
    raise Problem(404)


def documents_for(case, person: str) -> Iterator[CaseDocument]:
    """Yield the documents of a case that a person is told of."""
    documents = {item.absolute_url(): item for item in children_of(case, "EHCDocument")}
    for document in documents.values():
        if state_of(document) == "draft" and _may_view(document):
            yield _draft(document)
    for entry in overview_of(case, person).documents:
        yield _given(documents[entry.url], entry)


def _draft(document) -> CaseDocument:
    return CaseDocument(
        at_id=document.absolute_url(),
        title=document.title,
        state="draft",
        document_date=document.document_date,
        published_on=None,
        replaced_on=None,
        withdrawal_reason=None,
        is_new=False,
        file=file_of(document),
    )


def _given(document, entry: DocumentEntry) -> CaseDocument:
    return shown_as(
        CaseDocument,
        entry,
        at_id=entry.url,
        state="withdrawn" if entry.withdrawn else "published",
        file=file_of(document) if _may_view(document) else None,
    )


def _may_view(document) -> bool:
    return api.user.has_permission("View", obj=document)
