"""The names that the law's data is written in."""

from __future__ import annotations

from enum import StrEnum


class Clause(StrEnum):
    """The exemptions of regs 5(4), 10(4), 13(3) and 27(3) that lift a deadline."""

    SCHOOL_CLOSED = "a"
    EARLY_YEARS_CLOSED = "b"
    EXCEPTIONAL = "c"
    AWAY = "d"


class AdviceClause(StrEnum):
    """What reg 8 lets an adviser be late for. A waiting list is none of them."""

    EXCEPTIONAL = "exceptional"
    ABSENT = "absent"  # the child or young person, for 4 weeks or more
    MISSED_APPOINTMENT = "missed_appointment"


class Deadline(StrEnum):
    """The keys of the deadlines, as the statutory clock names and orders them."""

    REQUEST_OUTCOME = "request_outcome"
    ADVICE = "advice"
    PLAN_DECISION = "plan_decision"
    DRAFT_COMMENT = "draft_comment"
    CONSULTATION_REPLY = "consultation_reply"
    FINAL_PLAN = "final_plan"
    ANNUAL_REVIEW = "annual_review"
    REVIEW_PAPERS = "review_papers"
    REVIEW_REPORT = "review_report"
    REVIEW_DECISION = "review_decision"
    AMENDED_PLAN = "amended_plan"
    PHASE_TRANSFER = "phase_transfer"
    REASSESSMENT_DECISION = "reassessment_decision"
    REASSESSMENT_PLAN = "reassessment_plan"
    MEDIATION_CONTACT = "mediation_contact"
    MEDIATION_CERTIFICATE = "mediation_certificate"
    APPEAL = "appeal"


class Event(StrEnum):
    """What a deadline is counted from: each names a field of ``Events``."""

    RECEIVED = "received"
    ADVICE_REQUESTED = "advice_requested"
    SERVED = "served"
    CONSULTATION_SENT = "consultation_sent"
    PLAN_ISSUED = "plan_issued"
    LAST_REVIEW = "last_review"
    MEETING = "meeting"
    TRANSFER_YEAR = "transfer_year"
    REASSESSMENT_REQUESTED = "reassessment_requested"
    REASSESSMENT_NOTICE = "reassessment_notice"
    DECISION = "decision"
    MEDIATION_REFUSED = "mediation_refused"
    CERTIFICATE = "certificate"


class Party(StrEnum):
    """Who is bound by a deadline, and who must be told."""

    COUNCIL = "council"
    FAMILY = "family"  # the child's parent, or the young person
    HEALTH_BODY = "health_body"
    HEAD = "head"  # or the principal
    SETTING = "setting"  # the school or other place that the plan names
    INVITED = "invited"  # everybody invited to the review
    ADVISER = "adviser"
    MEDIATION_ADVISER = "mediation_adviser"


class Notice(StrEnum):
    """What a decision's letter must carry."""

    REASONS = "reasons"
    APPEAL = "appeal"
    MEDIATION = "mediation"
    DISAGREEMENT_RESOLUTION = "disagreement_resolution"
    ADVICE_SERVICE = "advice_service"


class Unit(StrEnum):
    """The ways in which the law counts."""

    WEEKS_OF = "weeks_of"
    WEEKS_BEGINNING = "weeks_beginning"
    WEEKS_BEFORE = "weeks_before"
    DAYS_OF = "days_of"
    DAYS_BEGINNING = "days_beginning"
    WORKING_DAYS_OF = "working_days_of"
    MONTHS_OF = "months_of"
