"""What can be chosen in the portal's forms."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.texts.defaults import LETTER
from hcc.ehcportal.content.texts.defaults import MESSAGE
from hcc.ehcportal.content.texts.defaults import NOTICE
from hcc.ehcportal.process.keys import AdviceClause
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from plone import api
from plone.app.vocabularies.terms import safe_simplevocabulary_from_values
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


STAFF_GROUPS = ("ehc-coordinators", "ehc-managers")

STAGE_KEYS = (
    "request",
    "request_outcome",
    "advice",
    "plan_decision",
    "draft_plan",
    "consultation",
    "final_plan",
    "review",
)


def _vocabulary(*terms) -> SimpleVocabulary:
    return SimpleVocabulary([SimpleTerm(value, value, title) for value, title in terms])


GENDERS = _vocabulary(
    ("female", _("gender_female", default="Female")),
    ("male", _("gender_male", default="Male")),
    ("other", _("gender_other", default="Describes themselves in another way")),
    ("unknown", _("gender_unknown", default="Not recorded")),
)

REQUEST_SOURCES = _vocabulary(
    ("education", _("source_education", default="Education Setting")),
    ("parent", _("source_parent", default="Parent or carer")),
    ("young_person", _("source_young_person", default="Young person")),
    ("health", _("source_health", default="Health service")),
    ("social_care", _("source_social_care", default="Social care")),
    ("other", _("source_other", default="Someone else")),
)

ENDINGS = _vocabulary(
    ("not_assessed", _("ending_not_assessed", default="No assessment")),
    ("no_plan", _("ending_no_plan", default="No plan")),
    ("withdrawn", _("ending_withdrawn", default="Request withdrawn")),
    ("moved_away", _("ending_moved_away", default="Moved to another council")),
    ("ceased", _("ending_ceased", default="Plan ended")),
)

DEADLINES = _vocabulary(
    (
        Deadline.REQUEST_OUTCOME.value,
        _("deadline_request_outcome", default="Decision whether to assess (6 weeks)"),
    ),
    (
        Deadline.PLAN_DECISION.value,
        _("deadline_plan_decision", default="Decision not to issue a plan (16 weeks)"),
    ),
    (
        Deadline.FINAL_PLAN.value,
        _("deadline_final_plan", default="Final plan (20 weeks)"),
    ),
    (
        Deadline.ANNUAL_REVIEW.value,
        _("deadline_annual_review", default="Annual review (12 months)"),
    ),
)

# What a family is told beside the stages, where the case has set it.
FAMILY_DATES = {
    Deadline.DRAFT_COMMENT: _(
        "date_draft_comment", default="Comment on the draft plan"
    ),
    Deadline.MEDIATION_CONTACT: _(
        "date_mediation_contact", default="Contact a mediation adviser"
    ),
    Deadline.APPEAL: _("date_appeal", default="Appeal to the tribunal"),
    Deadline.REVIEW_PAPERS: _(
        "date_review_papers", default="Papers for the review meeting are sent"
    ),
    Deadline.REVIEW_REPORT: _(
        "date_review_report", default="Report of the review meeting is sent"
    ),
    Deadline.REVIEW_DECISION: _(
        "date_review_decision", default="Decision after the review"
    ),
    Deadline.AMENDED_PLAN: _("date_amended_plan", default="Amended plan"),
    Deadline.ANNUAL_REVIEW: _("date_annual_review", default="Annual review"),
    Deadline.PHASE_TRANSFER: _(
        "date_phase_transfer", default="Plan amended for the next phase"
    ),
}

TEXT_KINDS = _vocabulary(
    (NOTICE, _("text_kind_notice", default="Mail to families")),
    (MESSAGE, _("text_kind_message", default="Standard message")),
    (LETTER, _("text_kind_letter", default="Letter")),
)

CLAUSES = _vocabulary(
    (
        Clause.SCHOOL_CLOSED.value,
        _(
            "clause_school_closed",
            default="a: advice was asked of a school around a closure of 4 weeks or "
            "more",
        ),
    ),
    (
        Clause.EARLY_YEARS_CLOSED.value,
        _(
            "clause_early_years_closed",
            default="b: the same, of an early years provider",
        ),
    ),
    (
        Clause.EXCEPTIONAL.value,
        _("clause_exceptional", default="c: exceptional personal circumstances"),
    ),
    (
        Clause.AWAY.value,
        _("clause_away", default="d: away from the area for 4 weeks or more"),
    ),
)

# Families read these beside advice that may come later.
ADVICE_CLAUSES = _vocabulary(
    (
        AdviceClause.EXCEPTIONAL.value,
        _("advice_exceptional", default="Exceptional personal circumstances"),
    ),
    (
        AdviceClause.ABSENT.value,
        _("advice_absent", default="Away from the area for 4 weeks or more"),
    ),
    (
        AdviceClause.MISSED_APPOINTMENT.value,
        _("advice_missed", default="An appointment was missed"),
    ),
)

RELATIONSHIPS = _vocabulary(
    ("mother", _("relationship_mother", default="Mother")),
    ("father", _("relationship_father", default="Father")),
    ("carer", _("relationship_carer", default="Carer")),
    ("self", _("relationship_self", default="The young person")),
    ("other", _("relationship_other", default="Someone else with parental rights")),
)


def title_of(vocabulary: SimpleVocabulary, value: str | None):
    """Return the (translatable) title of ``value``, or an empty text."""
    if value is None or value not in vocabulary:
        return ""
    return vocabulary.getTerm(value).title


@provider(IVocabularyFactory)
def advice_services(context) -> SimpleVocabulary:
    """The services that the council asks for advice."""
    return safe_simplevocabulary_from_values(setting("advice_services"))


@provider(IVocabularyFactory)
def coordinators(context) -> SimpleVocabulary:
    """The staff who can coordinate a case, and whoever coordinates this one."""
    names = {
        user.getId(): user.getProperty("fullname") or user.getId()
        for group in STAFF_GROUPS
        if api.group.get(groupname=group)
        for user in api.user.get_users(groupname=group)
    }
    present = getattr(context, "coordinator", None)
    if isinstance(present, str) and present not in names:
        names[present] = full_name(present)
    return SimpleVocabulary(
        [
            SimpleTerm(person, person, name)
            for person, name in sorted(names.items(), key=lambda item: item[1].lower())
        ]
    )
