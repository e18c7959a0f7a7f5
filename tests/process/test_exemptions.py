"""An exemption lifts one deadline; it must have a reason that the law names."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.process.deadlines import AdviceClause
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import Event
from hcc.ehcportal.process.deadlines import Period
from hcc.ehcportal.process.deadlines import Rule
from hcc.ehcportal.process.deadlines import RuleSet
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.deadlines import Unit
from hcc.ehcportal.process.errors import ExemptionEndsBeforeStart
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import ExemptionTooShort
from hcc.ehcportal.process.errors import NotLiftable
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.exemptions import check_exemption
from hcc.ehcportal.process.exemptions import check_length
from hcc.ehcportal.process.exemptions import Exemption

import pytest


RECEIVED = date(2024, 9, 1)
LAST_DAY = date(2024, 10, 13)


def exemption(start, end, clause=Clause.AWAY, deadline=Deadline.REQUEST_OUTCOME):
    return Exemption(
        deadline=deadline,
        clause=clause,
        start=start,
        end=end,
        who="Tony Bread",
        evidence="Letter",
        text="Away with the family.",
        recorded_by="robert",
        recorded_at=datetime(2024, 10, 4, 12),
    )


def check(start, end, rules=SEND_REGULATIONS_2014, **house_rule):
    check_exemption(exemption(start, end), RECEIVED, rules, **house_rule)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (RECEIVED, LAST_DAY),
        (RECEIVED - timedelta(days=30), RECEIVED),
        (LAST_DAY, LAST_DAY + timedelta(days=30)),
        (RECEIVED - timedelta(days=30), LAST_DAY + timedelta(days=30)),
    ],
)
def test_one_day_in_the_period_is_enough(start, end):
    assert check(start, end) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (RECEIVED - timedelta(days=30), RECEIVED - timedelta(days=1)),
        (LAST_DAY + timedelta(days=1), LAST_DAY + timedelta(days=30)),
    ],
)
def test_days_outside_the_period_lift_nothing(start, end):
    with pytest.raises(ExemptionOutsidePeriod) as caught:
        check(start, end)
    assert caught.value.field == "start"


def test_the_house_rule_shortens_the_period_by_its_last_day():
    with pytest.raises(ExemptionOutsidePeriod):
        check(LAST_DAY, LAST_DAY, count_receipt_day=True)


def test_an_exemption_does_not_end_before_it_starts():
    with pytest.raises(ExemptionEndsBeforeStart) as caught:
        check(LAST_DAY, RECEIVED)
    assert caught.value.field == "end"


def test_a_deadline_that_the_law_lifts_for_nobody_is_not_lifted():
    term = Period(6, Unit.WEEKS_OF, Event.RECEIVED)
    rule = Rule(Deadline.REQUEST_OUTCOME, "Decide", (term,), "reg 0")
    rules = RuleSet("strict", date(2014, 9, 1), None, {rule.key: rule})
    with pytest.raises(NotLiftable) as caught:
        check(RECEIVED, LAST_DAY, rules)
    assert caught.value.field == "clause"


@pytest.mark.parametrize(
    "key",
    [
        key
        for key in Deadline
        if key
        not in (
            Deadline.REQUEST_OUTCOME,
            Deadline.PLAN_DECISION,
            Deadline.FINAL_PLAN,
            Deadline.REASSESSMENT_PLAN,
        )
    ],
)
@pytest.mark.parametrize("clause", Clause)
def test_the_clauses_lift_only_what_the_regulations_name(key, clause):
    with pytest.raises(NotLiftable):
        check_exemption(
            exemption(RECEIVED, LAST_DAY, clause, key), RECEIVED, SEND_REGULATIONS_2014
        )


@pytest.mark.parametrize("clause", AdviceClause)
def test_an_adviser_has_reasons_of_its_own(clause):
    asked = date(2024, 9, 20)
    reason = exemption(asked, LAST_DAY, clause, Deadline.ADVICE)
    assert check_exemption(reason, asked, SEND_REGULATIONS_2014) is None
    with pytest.raises(NotLiftable):
        check_exemption(
            exemption(RECEIVED, LAST_DAY, clause), RECEIVED, SEND_REGULATIONS_2014
        )


def test_a_reassessment_measures_its_period_from_the_notice():
    notice = date(2025, 3, 3)
    last = notice + timedelta(weeks=14)
    inside = exemption(last, last, Clause.EXCEPTIONAL, Deadline.REASSESSMENT_PLAN)
    assert check_exemption(inside, notice, SEND_REGULATIONS_2014) is None
    day = last + timedelta(days=1)
    outside = exemption(day, day, Clause.EXCEPTIONAL, Deadline.REASSESSMENT_PLAN)
    with pytest.raises(ExemptionOutsidePeriod):
        check_exemption(outside, notice, SEND_REGULATIONS_2014)


LASTING = (
    Clause.SCHOOL_CLOSED,
    Clause.EARLY_YEARS_CLOSED,
    Clause.AWAY,
    AdviceClause.ABSENT,
)


@pytest.mark.parametrize("clause", LASTING)
def test_a_closure_or_an_absence_lasts_four_weeks(clause):
    enough = exemption(RECEIVED, RECEIVED + timedelta(days=27), clause)
    assert check_length(enough) is None
    with pytest.raises(ExemptionTooShort) as caught:
        check_length(exemption(RECEIVED, RECEIVED + timedelta(days=26), clause))
    assert caught.value.field == "end"


@pytest.mark.parametrize("clause", sorted({*Clause, *AdviceClause} - {*LASTING}))
def test_other_circumstances_may_be_short(clause):
    assert check_length(exemption(RECEIVED, RECEIVED, clause)) is None


def test_every_error_names_the_field_to_put_right():
    fields = {error.__name__: error.field for error in ProcessError.__subclasses__()}
    assert fields == {
        "AlreadyAsked": "services",
        # Those without a field of their own are raised with the event's.
        "BeforeDecision": "",
        "BeforePlan": "",
        "BeforeReassessmentRequest": "reassessment_notice",
        "BeforeRequest": "",
        "DueBeforeRequest": "due_date",
        "ExemptionEndsBeforeStart": "end",
        "ExemptionOutsidePeriod": "start",
        "ExemptionTooShort": "end",
        "NoDecision": "decision",
        "NoRuleSet": "request_received",
        "NoTransferYear": "transfer_year",
        "NotLiftable": "clause",
        "OutOfCalendar": "",
        "ReceivedBeforeAsked": "received",
        "RequestBeforeBirth": "request_received",
        "TooFewCommentDays": "comment_days",
        "TooManyAsked": "services",
        "TooManyCommentDays": "comment_days",
        "UnknownRuleSet": "rule_set",
    }
