"""What staff find cases by, in the catalog: see ``profiles/default/catalog.xml``.

Days are kept as "2024-10-13", which sorts and compares as days do. They come from the
same reading of a case that its pages show.
"""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.content.assessment import waiting_requests
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.overview import family_day
from hcc.ehcportal.content.overview import next_due
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.process.stages import current
from plone.indexer import indexer
from plone.indexer.wrapper import IndexableObjectWrapper
from Products.ZCatalog.interfaces import IZCatalog
from zope.component import adapter

import unicodedata


# The case has no day of this kind. It sorts behind every day.
NO_DAY = "9999-12-31"

# A form that nobody has received, and a message of the family that nobody has opened.
FORM_RECEIVED = "form"
REPLY_UNOPENED = "reply"
# A request for an assessment that nobody has accepted.
ASSESSMENT_REQUESTED = "request"

# All of it, for whoever changes something in a case.
INDEXES = (
    "ehc_birth",
    "ehc_coordinator",
    "ehc_due",
    "ehc_exempt",
    "ehc_family_day",
    "ehc_name",
    "ehc_needs",
    "ehc_reference",
    "ehc_source",
    "ehc_stage",
)


def plain_name(name: str) -> str:
    """Return a name as it is compared: small letters without accents, one space."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return one_line("".join(c for c in letters if not unicodedata.combining(c)))


@indexer(IEHCCase)
def ehc_name(case) -> str:
    """The child's name, as ``plain_name`` makes it."""
    return plain_name(case.title)


@indexer(IEHCCase)
def ehc_birth(case) -> str:
    """The child's date of birth."""
    return case.date_of_birth.isoformat()


@indexer(IEHCCase)
def ehc_reference(case) -> str:
    """The council's number of the case, or nothing; spaces and case do not count."""
    return "".join((case.reference or "").split()).casefold()


@indexer(IEHCCase)
def ehc_coordinator(case) -> str:
    """The user id of whoever coordinates the case, or nothing."""
    return case.coordinator or ""


@indexer(IEHCCase)
def ehc_source(case) -> str:
    """Who the request was from."""
    return case.request_source


@indexer(IEHCCase)
def ehc_family_day(case) -> str:
    """The family's own last day to comment on a draft (reg 13(1))."""
    day = family_day(case)
    return day.isoformat() if day else NO_DAY


@indexer(IEHCCase)
def ehc_needs(case) -> tuple[str, ...]:
    """What in the case waits for staff."""
    waiting = {need for item in case.objectValues() if (need := _need(item))}
    if waiting_requests(case):
        waiting.add(ASSESSMENT_REQUESTED)
    return tuple(sorted(waiting))


@adapter(IEHCCase, IZCatalog)
class IndexableCase(IndexableObjectWrapper):
    """A case while the catalog takes it in: what its stages say, of one reading.

    Each time that a case is indexed it is made anew, so it knows no state before that.
    """

    @property
    def ehc_stage(self) -> str:
        """The key of the stage that the case is in, or nothing."""
        here = current(stage.reading for stage in self._stages)
        return here.key if here else ""

    @property
    def ehc_due(self) -> str:
        """The day that the next stage is due, lifted deadlines left out."""
        stage = next_due(self._stages)
        if stage is None or stage.reading.exemption:
            return NO_DAY
        return stage.reading.due.isoformat()

    @property
    def ehc_exempt(self) -> bool:
        """Whether an exemption lifts the deadline of a stage that is still awaited."""
        return any(
            stage.reading.is_awaited and stage.reading.exemption is not None
            for stage in self._stages
        )

    @cached_property
    def _stages(self) -> tuple[StageOverview, ...]:
        return stages_of(self._getWrappedObject())


def _need(item) -> str | None:
    if item.portal_type == "EHCSupportingForm" and state_of(item) == "submitted":
        return FORM_RECEIVED
    if item.portal_type == "EHCMessage" and item.waits_for_staff:
        return REPLY_UNOPENED
    return None
