"""Requests for an EHC needs assessment that come by the portal's public page.

A request makes a family and a case that only staff see. Where the child has a case that
is being prepared or is open, the request is kept there, for staff to look at: whoever
asks is answered in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.letters import send_receipt
from hcc.ehcportal.content.assessment import AssessmentRequest
from hcc.ehcportal.content.case import not_in_the_future
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.finding import find_case_anew
from hcc.ehcportal.content.indexers import plain_name
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.receipts import receipt_number
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from plone import api
from plone.namedfile.file import NamedBlobFile


SOURCES = REQUEST_SOURCES

# Who ask for themselves, or for their own child. Others do it as part of their work.
FAMILY = ("parent", "young_person")

# A case that has ended does not keep a new request from one of its own.
_AT_WORK = ["preparing", "open"]


def receive(portal, *, files: Iterable[NamedBlobFile] = (), **facts) -> str:
    """Keep a request that arrives today, send its receipt and return its number.

    ``facts`` are those of an ``AssessmentRequest``. It is received on the day on which
    it arrives, at night and on a holiday too. The same words sent twice are one
    request. ``files``, which were checked when they came, become drafts of documents:
    staff see them, and decide whether the family does. Raises ``ValueRefused`` for a
    date of birth in the future.
    """
    files = tuple(files)
    request = AssessmentRequest(received=today(), **facts)
    not_in_the_future(request.date_of_birth)
    case = _case_of_child(portal, request)
    kind = "assessment_requested" if case is None else "assessment_requested_again"
    if case is None:
        case = _new_case(portal, request)
    for earlier in case.assessment_requests:
        if not files and earlier.says_the_same_as(request):
            return earlier.receipt
    documents = tuple(_document(case, file, request) for file in files)
    request = replace(request, receipt=receipt_number(), documents=documents)
    _keep(case, (*case.assessment_requests, request))
    record(kind, subject=subject_of(case))
    send_receipt(portal, request)
    return request.receipt


def settle(case, who: str) -> None:
    """Note that somebody of the office has dealt with the requests in a case."""
    settled = (replace(each, settled=True) for each in case.assessment_requests)
    _keep(case, tuple(settled))
    record("assessment_settled", who=who, subject=subject_of(case))


def _keep(case, requests: tuple[AssessmentRequest, ...]) -> None:
    case.assessment_requests = requests
    find_case_anew(case, None)


def _case_of_child(portal, request: AssessmentRequest):
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type="EHCCase",
        path="/".join(portal["families"].getPhysicalPath()),
        ehc_birth=request.date_of_birth.isoformat(),
        review_state=_AT_WORK,
    )
    for brain in brains:
        case = brain._unrestrictedGetObject()
        if plain_name(case.title) == plain_name(request.child):
            return case
    return None


def _new_case(portal, request: AssessmentRequest):
    """Make a case that only staff see: whoever asks may make none."""
    family = make(portal["families"], "EHCFamily", title=request.child)
    return make(
        family,
        "EHCCase",
        title=request.child,
        date_of_birth=request.date_of_birth,
        request_received=request.received,
        request_source=request.source,
    )


def _document(case, file: NamedBlobFile, request: AssessmentRequest) -> str:
    """Make a draft of a file that came with a request, and return its id."""
    document = make(
        case,
        "EHCDocument",
        title=file.filename,
        document_date=request.received,
        file=file,
    )
    return document.getId()
