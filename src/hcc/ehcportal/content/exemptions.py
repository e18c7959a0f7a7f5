"""Recording reasons that lift the deadline of a stage.

What makes no sense raises a ``FieldInvalid`` that says what is wrong by the field.
"""

from __future__ import annotations

from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.rules import rules_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.process.errors import ExemptionEndsBeforeStart
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import ExemptionTooShort
from hcc.ehcportal.process.errors import NotLiftable
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.exemptions import check_exemption
from hcc.ehcportal.process.exemptions import check_length
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.keys import Deadline
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


def deadline_of(stage) -> Deadline | None:
    """Return the deadline that the stage's guide names, if it names one."""
    for guide in guides_in(portal_of(stage)):
        if guide.key == stage.guide_key:
            return Deadline(guide.deadline) if guide.deadline else None
    return None


def why_not_exempt(stage) -> str | None:
    """Say why no exemption can be recorded for a stage, if so."""
    return _NO_DEADLINE if deadline_of(stage) is None else None


def record_exemption(stage, by: str, **facts) -> Exemption:
    """Add an exemption to those of a stage; ``by`` is the user id of whoever does.

    ``facts`` are those of an ``Exemption`` that are not known here. Ask
    ``why_not_exempt`` first.
    """
    exemption = Exemption(
        deadline=deadline_of(stage), recorded_by=by, recorded_at=now(), **facts
    )
    _check(exemption, case_of(stage))
    stage.exemptions = (*stage.exemptions, exemption)
    notify(ObjectModifiedEvent(stage))
    return exemption


def _check(exemption: Exemption, case) -> None:
    received, rules = case.request_received, rules_of(case)
    try:
        check_exemption(exemption, received, rules)
        check_length(exemption)
    except ProcessError as error:
        last_day = rules.last_day(exemption.deadline, received)
        sentence = _sentence_on(error, received, last_day)
        raise FieldInvalid(error.field, sentence) from error


def _sentence_on(error: ProcessError, received: date, last_day: date) -> str:
    if isinstance(error, NotLiftable):
        return _(
            "error_not_liftable",
            default="The law does not name this exemption for this deadline. "
            "Choose another.",
        )
    if isinstance(error, ExemptionEndsBeforeStart):
        return _(
            "error_exemption_end",
            default="The last day lies before the first. Change one of the two dates.",
        )
    if isinstance(error, ExemptionOutsidePeriod):
        language = api.portal.get_current_language()
        return _(
            "error_exemption_outside",
            default="None of these days lies between the request (${received}) and "
            "the last day that the law allows (${last_day}). Check both dates.",
            mapping={
                "received": short_date(received, language),
                "last_day": short_date(last_day, language),
            },
        )
    if isinstance(error, ExemptionTooShort):
        return _(
            "error_exemption_short",
            default="A closure or an absence counts from 4 weeks on. Check both "
            "dates, or choose another clause.",
        )
    raise error


_NO_DEADLINE = _(
    "exemption_no_deadline",
    default="The law sets no deadline for this stage, so there is none to lift.",
)
