"""Families are reminded five days before their own last day."""

from datetime import date
from factories import give_access
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.reminders import remind
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


LAST_DAY = date(2024, 10, 30)


@pytest.fixture
def ehc(council):
    return council.ehc


@pytest.fixture
def served(case, mother):
    """A draft of 16 October, on which the family can comment until the 30th."""
    case.draft_served = date(2024, 10, 16)
    notify(ObjectModifiedEvent(case))
    return case


@pytest.fixture
def reminders(case):
    return lambda: [n for n in Notices(case).all() if n.kind == "reminder"]


def test_nobody_is_reminded_before(served, ehc, clock, reminders):
    clock.set(2024, 10, 24)
    remind(ehc)
    assert reminders() == []


def test_everybody_is_reminded_on_the_day(served, ehc, clock, reminders, tracy):
    give_access(tracy, served, relationship="carer")
    clock.set(2024, 10, 25)
    remind(ehc)
    assert {(n.adult, n.until) for n in reminders()} == {
        ("anita", LAST_DAY),
        ("tracy", LAST_DAY),
    }


def test_nobody_is_reminded_twice(served, ehc, clock, reminders):
    for day in (25, 25, 26, 30):
        clock.set(2024, 10, day)
        remind(ehc)
    assert len(reminders()) == 1


def test_a_day_without_a_round_is_caught_up_with(served, ehc, clock, reminders):
    clock.set(2024, 10, 28)
    remind(ehc)
    assert len(reminders()) == 1


def test_nobody_is_reminded_of_a_day_that_is_over(served, ehc, clock, reminders):
    clock.set(2024, 10, 31)
    remind(ehc)
    assert reminders() == []


def test_another_last_day_is_another_reminder(served, ehc, clock, reminders):
    clock.set(2024, 10, 25)
    remind(ehc)
    served.draft_served = date(2024, 10, 17)
    notify(ObjectModifiedEvent(served))
    clock.set(2024, 10, 26)
    remind(ehc)
    assert [n.until for n in reminders()] == [LAST_DAY, date(2024, 10, 31)]


def test_a_plan_that_is_issued_waits_for_no_comment(served, ehc, clock, reminders):
    served.plan_issued = date(2024, 10, 24)
    notify(ObjectModifiedEvent(served))
    clock.set(2024, 10, 25)
    remind(ehc)
    assert reminders() == []


def test_a_closed_case_reminds_nobody(served, ehc, clock, reminders):
    served.ending = "withdrawn"
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(served, "close")
    clock.set(2024, 10, 25)
    remind(ehc)
    assert reminders() == []


def test_a_round_later_on_the_same_day_looks_for_nothing(
    served, ehc, clock, reminders, tracy
):
    clock.set(2024, 10, 25)
    remind(ehc)
    give_access(tracy, served, relationship="carer")
    remind(ehc)
    assert len(reminders()) == 1
