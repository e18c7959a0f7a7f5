"""The case of one child or young person."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.gate import ViewGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.names import OpaqueNames
from hcc.ehcportal.content.rules import events_of
from hcc.ehcportal.content.rules import FIELDS
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.content.vocabularies import ENDINGS
from hcc.ehcportal.content.vocabularies import GENDERS
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.process.checks import check_events
from hcc.ehcportal.process.deadlines import rule_set_on
from hcc.ehcportal.process.errors import BeforeDecision
from hcc.ehcportal.process.errors import BeforePlan
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.errors import NoDecision
from hcc.ehcportal.process.errors import NoRuleSet
from hcc.ehcportal.process.errors import NoTransferYear
from hcc.ehcportal.process.errors import OutOfCalendar
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.errors import RequestBeforeBirth
from hcc.ehcportal.process.stages import check_request
from plone.app.lockingbehavior.behaviors import ILocking
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from z3c.form.interfaces import IAddForm
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


# What is wrong with the days of a case, and how to put it right. A request before the
# Regulations is told by its own field.
_EVENT_ERRORS = {
    BeforeRequest: _(
        "error_before_request",
        default="This lies before the request was received. Check both dates.",
    ),
    BeforePlan: _(
        "error_before_plan",
        default="This lies before the final plan was issued. Check both dates.",
    ),
    BeforeDecision: _(
        "error_before_decision",
        default="This lies before the decision letter was sent. Check both dates.",
    ),
    NoDecision: _(
        "error_no_decision",
        default="Enter the date of the decision letter that the certificate is about.",
    ),
    NoTransferYear: _(
        "error_no_transfer_year",
        default="Enter the year of the move, or untick that it is to post-16.",
    ),
    OutOfCalendar: _(
        "error_out_of_calendar",
        default="Enter a day between 1 September 2014 and 31 December 2100.",
    ),
}


def not_in_the_future(value) -> bool:
    """Refuse a date after today."""
    if value > today():
        raise ValueRefused(
            _(
                "error_future_date",
                default="This date is in the future. Enter today's date or an "
                "earlier one.",
            )
        )
    return True


def under_the_regulations(value) -> bool:
    """Refuse a request from the future or from before the Regulations."""
    try:
        rule_set_on(value)
    except NoRuleSet:
        raise ValueRefused(
            _(
                "error_before_the_regulations",
                default="Requests before 1 September 2014 were made under another law. "
                "Enter a later date.",
            )
        ) from None
    return not_in_the_future(value)


class IEHCCase(model.Schema):
    """One child or young person, and the request made for them."""

    title = schema.TextLine(title=_("case_name", default="Name of the child"))
    date_of_birth = schema.Date(
        title=_("case_date_of_birth", default="Date of birth"),
        constraint=not_in_the_future,
    )
    gender = schema.Choice(
        title=_("case_gender", default="Gender"), source=GENDERS, default="unknown"
    )
    reference = schema.TextLine(
        title=_("case_reference", default="Reference"),
        description=_(
            "case_reference_help",
            default="The council's number of the case. It may stand in mails.",
        ),
        required=False,
    )
    request_received = schema.Date(
        title=_("case_request_received", default="Request received"),
        description=_(
            "case_request_received_help",
            default="Every date that the law sets is counted from this day.",
        ),
        constraint=under_the_regulations,
    )
    request_source = schema.Choice(
        title=_("case_request_source", default="Who the request was from"),
        source=REQUEST_SOURCES,
    )

    model.fieldset(
        "people",
        label=_("case_people", default="People"),
        fields=["coordinator", "involvements"],
    )
    directives.read_permission(coordinator="hcc.ehcportal.stage.run")
    coordinator = schema.Choice(
        title=_("case_coordinator", default="EHCP Coordinator"),
        vocabulary="hcc.ehcportal.coordinators",
        required=False,
    )
    involvements = schema.Tuple(
        title=_("case_involvements", default="Involvements"),
        description=_(
            "case_involvements_help",
            default="People and teams involved with the child, one on a line.",
        ),
        value_type=schema.TextLine(),
        default=(),
        missing_value=(),
        required=False,
    )

    model.fieldset(
        "dates",
        label=_("case_dates", default="Dates"),
        description=_(
            "case_dates_help",
            default="Each sets last days for the family or the council.",
        ),
        fields=[
            "draft_served",
            "decision_sent",
            "certificate_issued",
            "plan_issued",
            "last_review",
            "review_meeting",
            "transfer_year",
            "transfer_post_16",
        ],
    )
    # Nothing of it can have happened when a case is made.
    directives.omitted(
        IAddForm,
        "draft_served",
        "decision_sent",
        "certificate_issued",
        "plan_issued",
        "last_review",
        "review_meeting",
        "transfer_year",
        "transfer_post_16",
    )
    draft_served = schema.Date(
        title=_("case_draft_served", default="Draft plan served"),
        description=_(
            "case_draft_served_help",
            default="The day on which the draft could be read and the family was told.",
        ),
        required=False,
    )
    decision_sent = schema.Date(
        title=_("case_decision_sent", default="Decision letter sent"),
        description=_(
            "case_decision_sent_help",
            default="The date of the latest letter that the family can appeal against.",
        ),
        required=False,
    )
    certificate_issued = schema.Date(
        title=_("case_certificate_issued", default="Mediation certificate issued"),
        required=False,
    )
    plan_issued = schema.Date(
        title=_("case_plan_issued", default="Final plan issued"), required=False
    )
    last_review = schema.Date(
        title=_("case_last_review", default="Last annual review"),
        description=_(
            "case_last_review_help", default="The next is due within 12 months of it."
        ),
        required=False,
    )
    review_meeting = schema.Date(
        title=_("case_review_meeting", default="Review meeting"),
        description=_(
            "case_review_meeting_help", default="The latest one, or the next planned."
        ),
        required=False,
    )
    transfer_year = schema.Int(
        title=_("case_transfer_year", default="Year of the next move of phase"),
        description=_(
            "case_transfer_year_help",
            default="The year in which the child changes school or phase.",
        ),
        min=2015,
        max=2100,
        required=False,
    )
    transfer_post_16 = schema.Bool(
        title=_(
            "case_transfer_post_16", default="The move is from secondary to post-16"
        ),
        default=False,
        required=False,
    )

    directives.omitted("ending")
    ending = schema.Choice(
        title=_("case_ending", default="How the case ended"),
        source=ENDINGS,
        required=False,
    )

    @invariant
    def request_after_birth(data):
        if data.request_received is None or data.date_of_birth is None:
            return
        try:
            check_request(data.request_received, data.date_of_birth)
        except RequestBeforeBirth as error:
            raise FieldInvalid(
                error.field,
                _(
                    "error_request_before_birth",
                    default="The request is dated before the child was born. Check "
                    "this date and the date of birth.",
                ),
            ) from None

    @invariant
    def events_in_order(data):
        try:
            check_events(events_of(data))
        except ProcessError as error:
            message = _EVENT_ERRORS.get(type(error))
            if message is not None:
                field = FIELDS.get(error.field, error.field)
                raise FieldInvalid(field, message) from None


@implementer(IEHCCase, IOpaquelyNamed, ILocking)
class EHCCase(ViewGate, OpaqueNames, Container):
    """One case, with its stages, documents, messages and forms."""

    id_prefix = "c"

    # Who coordinated the case and until when: kept by a subscriber, so that a
    # change of coordinator is never silent. (Not annotated: Zope would take the
    # class's ``__annotations__`` for the annotations of each case.)
    contact_history = ()  # tuple[ContactPeriod, ...]

    # Who was asked for advice, kept by ``advice`` and never changed in place.
    advice_requests = ()  # tuple[AdviceRequest, ...]

    # Who asked by the portal's public page, kept by ``access.assessments``.
    assessment_requests = ()  # tuple[AssessmentRequest, ...]

    # How often anything changed that a timetable shows: the SEQUENCE of its calendar.
    timetable_changes = 0


def children_of(case, portal_type: str) -> list:
    """Return what of a type lies in a case, in its order, whoever may see it."""
    return [item for item in case.objectValues() if item.portal_type == portal_type]
