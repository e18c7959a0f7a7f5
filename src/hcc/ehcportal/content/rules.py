"""The rules of one case, and the days from which they count: facts for ``process``."""

from __future__ import annotations

from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.rules import RuleSet
from hcc.ehcportal.process.timetable import rules_for


# What the fields of a case are called in the law's data.
FIELDS = {
    "received": "request_received",
    "served": "draft_served",
    "decision": "decision_sent",
    "certificate": "certificate_issued",
    "plan_issued": "plan_issued",
    "last_review": "last_review",
    "meeting": "review_meeting",
    "transfer_year": "transfer_year",
    "post_16": "transfer_post_16",
}


def events_of(facts) -> Events:
    """Return what has happened in a case, or in a form's data about one."""
    return Events(**{event: getattr(facts, field) for event, field in FIELDS.items()})


def rules_of(case) -> RuleSet:
    """Return the law of the day of the request, as this council keeps it."""
    house = HouseRules(
        count_receipt_day=setting("count_receipt_day"),
        comment_days=setting("comment_days"),
    )
    return rules_for(case.request_received, house)
