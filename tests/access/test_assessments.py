"""A request for an assessment makes a case that waits for staff, and no second one."""

from datetime import date
from datetime import datetime
from datetime import UTC
from factories import make_case
from hcc.ehcportal.access.assessments import receive
from hcc.ehcportal.access.assessments import settle
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.content.assessment import AssessmentRequest
from hcc.ehcportal.content.assessment import waiting_requests
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.validation import ValueRefused
from letterbox import catch_mails
from plone import api
from plone.app.testing import logout

import pytest


FACTS = {
    "source": "parent",
    "adult": "Anita Rixon",
    "address": "anita@example.org",
    "child": "Tony Bread",
    "date_of_birth": date(2020, 3, 3),
    "setting": "Mill Lane Primary School",
    "why": "He cannot follow in class.",
    "help": "A teaching assistant.",
}


@pytest.fixture
def letters(portal, monkeypatch):
    return catch_mails(monkeypatch)


@pytest.fixture
def ask(council, letters):
    """Ask as nobody in particular."""
    logout()
    return lambda **facts: receive(council.ehc, **{**FACTS, **facts})


def cases_of(council):
    families = council.families.objectValues()
    return [case for family in families for case in family.objectValues()]


def test_it_makes_a_family_and_a_case_that_only_staff_see(ask, council):
    receipt = ask()

    (case,) = cases_of(council)
    assert (case.title, case.date_of_birth) == ("Tony Bread", date(2020, 3, 3))
    assert (case.request_received, case.request_source) == (
        date(2024, 10, 4),
        "parent",
    )
    assert state_of(case) == "preparing"
    assert len(case.objectValues()) == 8
    assert case.assessment_requests == (
        AssessmentRequest(received=date(2024, 10, 4), receipt=receipt, **FACTS),
    )
    assert not api.user.has_permission("View", obj=case)


def test_it_is_received_on_the_day_on_which_it_arrives_also_at_night(
    ask, council, clock
):
    # A Sunday in summer, and in England already the next day.
    clock.moment = datetime(2024, 7, 6, 23, 30, tzinfo=UTC)

    ask()

    (case,) = cases_of(council)
    assert case.request_received == date(2024, 7, 7)


def test_it_waits_until_it_is_settled(ask, council, robert):
    ask()
    (case,) = cases_of(council)
    assert needs(case) == ("request",)

    settle(case, robert)

    assert needs(case) == ()
    assert waiting_requests(case) == []
    assert [e.kind for e in entries(limit=2)] == [
        "assessment_settled",
        "assessment_requested",
    ]


def needs(case):
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(case.getPhysicalPath())
    (brain,) = catalog.unrestrictedSearchResults(path=path, portal_type="EHCCase")
    return tuple(catalog.getIndexDataForRID(brain.getRID())["ehc_needs"])


def test_the_receipt_goes_to_the_adult_and_does_not_name_the_child(ask, letters):
    receipt = ask()

    (letter,) = letters
    assert letter.to == "anita@example.org"
    assert receipt in letter.text
    assert "Friday 4 October 2024" in letter.text
    assert "Tony" not in letter.whole


@pytest.mark.parametrize("state", ["preparing", "open"])
def test_a_child_with_a_case_gets_no_second_one(ask, council, family, letters, state):
    case = make_case(family, state=state)

    receipt = ask(child="TONY  Bread", adult="Tracy Tester")

    assert cases_of(council) == [case]
    (kept,) = waiting_requests(case)
    assert (kept.adult, kept.receipt) == ("Tracy Tester", receipt)
    assert next(entries(limit=1)).kind == "assessment_requested_again"
    assert needs(case) == ("request",)
    assert len(letters) == 1
    assert case.request_received == date(2024, 9, 1)


@pytest.mark.parametrize(
    "facts",
    [{"child": "Tina Bread"}, {"date_of_birth": date(2020, 3, 4)}],
)
def test_another_child_gets_one(ask, council, family, facts):
    make_case(family)

    ask(**facts)

    assert len(cases_of(council)) == 2


def test_after_a_case_has_ended_a_request_makes_one(ask, council, family):
    make_case(family, state="closed")

    ask()

    assert len(cases_of(council)) == 2


def test_the_same_sent_twice_is_one_request(ask, council, letters):
    assert ask() == ask()

    (case,) = cases_of(council)
    assert len(case.assessment_requests) == 1
    assert len(letters) == 1


def test_nobody_is_born_tomorrow(ask, council):
    with pytest.raises(ValueRefused):
        ask(date_of_birth=date(2024, 10, 5))

    assert cases_of(council) == []
