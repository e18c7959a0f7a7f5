"""A council's own rules give a family no less than the law does."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.errors import ExemptionOutsidePeriod
from hcc.ehcportal.process.errors import TooFewCommentDays
from hcc.ehcportal.process.errors import TooManyCommentDays
from hcc.ehcportal.process.errors import UnknownRuleSet
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.exemptions import check_exemption
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.house import THE_LAW
from hcc.ehcportal.process.timetable import rules_for
from hcc.ehcportal.process.timetable import timetable
from hypothesis import given
from hypothesis import strategies as st

import dataclasses
import pytest


days = st.dates(date(2014, 9, 1), date(2040, 12, 31))


def test_without_a_choice_the_law_stands():
    assert HouseRules() == THE_LAW
    assert (THE_LAW.count_receipt_day, THE_LAW.comment_days) == (False, 15)
    assert THE_LAW.rule_set == "send-regulations-2014"
    assert THE_LAW.applied_to(SEND_REGULATIONS_2014) is SEND_REGULATIONS_2014


@pytest.mark.parametrize("number", [14, 1, 0, -1])
def test_fewer_than_fifteen_days_to_comment_are_refused(number):
    with pytest.raises(TooFewCommentDays) as caught:
        HouseRules(comment_days=number)
    assert (caught.value.field, str(caught.value)) == ("comment_days", str(number))


def test_more_days_to_comment_than_the_process_has_are_refused():
    assert HouseRules(comment_days=140).comment_days == 140
    with pytest.raises(TooManyCommentDays) as caught:
        HouseRules(comment_days=141)
    assert caught.value.field == "comment_days"


def test_a_rule_set_that_nobody_knows_is_refused():
    with pytest.raises(UnknownRuleSet) as caught:
        HouseRules(rule_set="")
    assert caught.value.field == "rule_set"


def test_house_rules_are_a_value():
    with pytest.raises(dataclasses.FrozenInstanceError):
        THE_LAW.comment_days = 20


@given(days, st.integers(15, 140))
def test_days_to_comment_begin_with_the_day_of_service(served, number):
    house = HouseRules(comment_days=number)
    last = timetable(Events(served=served), house)[Deadline.DRAFT_COMMENT]
    assert (last - served).days + 1 == number


@given(days, st.integers(15, 140), st.booleans())
def test_more_days_to_comment_move_nothing_else(day, number, receipt):
    events = Events(received=day, served=day, consultation_sent=day)
    house = HouseRules(count_receipt_day=receipt, comment_days=number)
    plain = dict(timetable(events, HouseRules(count_receipt_day=receipt)))
    own = dict(timetable(events, house))
    del plain[Deadline.DRAFT_COMMENT], own[Deadline.DRAFT_COMMENT]
    assert own == plain


def test_the_rules_of_a_case_are_those_of_its_day_as_the_council_keeps_them():
    received = date(2024, 9, 1)
    house = HouseRules(count_receipt_day=True)
    rules = rules_for(received, house)
    assert rules_for(received) is SEND_REGULATIONS_2014
    assert rules is rules_for(received, HouseRules(count_receipt_day=True))
    assert rules.last_day(Deadline.REQUEST_OUTCOME, received) == date(2024, 10, 12)


def test_counting_the_day_of_receipt_twice_changes_nothing():
    received = date(2024, 9, 1)
    rules = rules_for(received, HouseRules(count_receipt_day=True))
    strict = rules.last_day(Deadline.FINAL_PLAN, received, count_receipt_day=True)
    assert strict == received + timedelta(weeks=20, days=-1)


def test_an_exemption_is_measured_by_the_rules_that_the_council_keeps():
    received, last_day = date(2024, 9, 1), date(2024, 10, 13)
    exemption = Exemption(
        deadline=Deadline.REQUEST_OUTCOME,
        clause=Clause.EXCEPTIONAL,
        start=last_day,
        end=last_day,
        who="Tony Bread",
        evidence="Letter",
        text="A stay in hospital.",
        recorded_by="robert",
        recorded_at=datetime(2024, 10, 4, 12),
    )
    assert check_exemption(exemption, received, rules_for(received)) is None
    strict = rules_for(received, HouseRules(count_receipt_day=True))
    with pytest.raises(ExemptionOutsidePeriod):
        check_exemption(exemption, received, strict)
