"""A service that is asked for advice has six weeks to answer (reg 8)."""

from datetime import date
from datetime import timedelta
from hcc.ehcportal.process.advice import advice_due
from hcc.ehcportal.process.advice import advice_late_days
from hcc.ehcportal.process.advice import AdviceRequest
from hcc.ehcportal.process.advice import check_advice
from hcc.ehcportal.process.advice import check_asked_once
from hcc.ehcportal.process.advice import check_number
from hcc.ehcportal.process.advice import MOST_REQUESTS
from hcc.ehcportal.process.deadlines import SEND_REGULATIONS_2014
from hcc.ehcportal.process.errors import AlreadyAsked
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.errors import ReceivedBeforeAsked
from hcc.ehcportal.process.errors import TooManyAsked
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.keys import AdviceClause

import pytest


RULES = SEND_REGULATIONS_2014

ASKED = date(2024, 10, 1)
DUE = date(2024, 11, 12)


def request(service="Social Care", requested=ASKED, received=None, clause=None):
    return AdviceRequest("1", service, requested, received, clause)


def late_days(asked, today, **facts):
    return advice_late_days(asked, RULES, today, **facts)


class TestDue:
    def test_it_is_six_weeks_of_the_day_on_which_the_service_was_asked(self):
        assert advice_due(request(), RULES) == DUE

    def test_each_service_has_its_own_day(self):
        later = request(requested=ASKED + timedelta(days=3))
        assert advice_due(later, RULES) == DUE + timedelta(days=3)

    def test_counting_the_day_of_receipt_touches_it_not(self):
        """That house rule is about the family's request alone."""
        rules = HouseRules(count_receipt_day=True).applied_to(RULES)
        assert advice_due(request(), rules) == DUE


class TestLate:
    def test_the_last_day_is_in_time(self):
        assert late_days(request(), DUE) == 0

    def test_from_then_on_every_day_counts(self):
        assert late_days(request(), DUE + timedelta(days=10)) == 10

    def test_advice_that_came_in_time_is_never_late(self):
        assert late_days(request(received=DUE), date(2030, 1, 1)) == 0

    def test_advice_that_came_late_stays_so_many_days_late(self):
        came = request(received=DUE + timedelta(days=2))
        assert late_days(came, date(2030, 1, 1)) == 2

    @pytest.mark.parametrize("clause", AdviceClause)
    def test_each_reason_of_the_law_lifts_the_deadline(self, clause):
        assert late_days(request(clause=clause), date(2030, 1, 1)) == 0

    def test_nobody_waits_for_it_in_a_case_that_has_ended(self):
        assert late_days(request(), date(2030, 1, 1), ended=True) == 0

    def test_what_came_late_was_late_in_a_case_that_has_ended_too(self):
        came = request(received=DUE + timedelta(days=2))
        assert late_days(came, date(2030, 1, 1), ended=True) == 2


class TestOrder:
    def test_a_service_may_be_asked_on_the_day_of_the_familys_request(self):
        assert check_advice(request(), ASKED) is None

    def test_it_cannot_be_asked_before(self):
        with pytest.raises(BeforeRequest) as caught:
            check_advice(request(), ASKED + timedelta(days=1))
        assert caught.value.field == "requested"

    def test_it_may_answer_on_the_same_day(self):
        assert check_advice(request(received=ASKED), ASKED) is None

    def test_it_cannot_answer_before_it_was_asked(self):
        came = request(received=ASKED - timedelta(days=1))
        with pytest.raises(ReceivedBeforeAsked) as caught:
            check_advice(came, date(2024, 9, 1))
        assert caught.value.field == "received"


class TestNumber:
    def test_a_list_is_as_long_as_a_letter_can_be(self):
        assert check_number([request()] * MOST_REQUESTS) is None

    def test_and_no_longer(self):
        with pytest.raises(TooManyAsked) as caught:
            check_number([request()] * (MOST_REQUESTS + 1))
        assert caught.value.field == "services"


class TestAskedOnce:
    @pytest.mark.parametrize("name", ["Social Care", "social  care", " SOCIAL CARE "])
    def test_a_service_that_has_not_answered_is_not_asked_again(self, name):
        with pytest.raises(AlreadyAsked) as caught:
            check_asked_once(request(name), [request()])
        assert caught.value.field == "services"

    def test_one_that_has_answered_may_be(self):
        assert check_asked_once(request(), [request(received=DUE)]) is None

    def test_another_service_may_be(self):
        assert check_asked_once(request("Physiotherapy"), [request()]) is None
