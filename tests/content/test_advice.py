"""A case's list of requests for advice, and what its reading says of them."""

from datetime import date
from datetime import timedelta
from factories import put_into
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.case import EHCCase
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.process.advice import AdviceRequest
from hcc.ehcportal.process.errors import AlreadyAsked
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.keys import AdviceClause
from plone import api
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

import dataclasses
import pytest


ASKED = date(2024, 10, 1)


@pytest.fixture
def changes(portal):
    """The fields of cases that events say were changed."""
    found = []

    def note(case, event):
        found.extend(name for d in event.descriptions for name in d.attributes)

    manager = portal.getSiteManager()
    manager.registerHandler(note, (IEHCCase, IObjectModifiedEvent))
    yield found
    manager.unregisterHandler(note, (IEHCCase, IObjectModifiedEvent))


def entries(case):
    return overview_of(case, "anita").advice


def asked(case):
    return [(request.service, request.requested) for request in case.advice_requests]


def test_a_new_case_has_asked_nobody(case):
    assert entries(case) == ()


def test_several_services_are_asked_on_one_day(case):
    advice.ask(case, ["Social Care", "  Physio  therapy "], ASKED)

    assert asked(case) == [("Social Care", ASKED), ("Physio therapy", ASKED)]


def test_the_reading_tells_when_each_is_due(case):
    advice.ask(case, ["Social Care"], ASKED)

    (entry,) = entries(case)
    assert (entry.service, entry.requested, entry.due, entry.received) == (
        "Social Care",
        ASKED,
        date(2024, 11, 12),
        None,
    )
    assert (entry.is_late, entry.clause) == (False, "")


def test_it_tells_how_late_it_is(case, clock):
    advice.ask(case, ["Social Care"], ASKED)
    clock.set(2024, 11, 14)

    assert (entries(case)[0].is_late, entries(case)[0].late_days) == (True, 2)


def test_a_reason_of_the_law_lifts_that_and_is_told(case, clock):
    advice.ask(case, ["Social Care"], ASKED)
    (request,) = case.advice_requests
    advice.correct(
        case, dataclasses.replace(request, clause=AdviceClause.MISSED_APPOINTMENT)
    )
    clock.set(2024, 11, 14)

    (entry,) = entries(case)
    assert (entry.late_days, entry.clause.default) == (0, "An appointment was missed")


def test_nothing_is_late_in_a_case_that_has_ended(case, clock):
    advice.ask(case, ["Social Care"], ASKED)
    case.ending = "no_plan"
    put_into(case, "closed")
    clock.set(2025, 11, 14)

    assert not entries(case)[0].is_late


def test_asking_stops_at_the_first_that_makes_no_sense(case):
    advice.ask(case, ["Social Care"], ASKED)

    with pytest.raises(AlreadyAsked):
        advice.ask(case, ["Physiotherapy", "social care"], ASKED)
    with pytest.raises(BeforeRequest):
        advice.ask(case, ["Physiotherapy"], date(2024, 8, 31))

    assert asked(case) == [("Social Care", ASKED)]


def test_one_request_with_the_same_service_twice_is_refused(case):
    with pytest.raises(AlreadyAsked):
        advice.ask(case, ["Social Care", "Social Care"], ASKED)


def test_a_correction_keeps_the_place(case):
    advice.ask(case, ["Social Care", "Physiotherapy"], ASKED)
    first = case.advice_requests[0]

    advice.correct(case, dataclasses.replace(first, requested=date(2024, 10, 2)))

    assert asked(case) == [("Social Care", date(2024, 10, 2)), ("Physiotherapy", ASKED)]


def test_a_correction_may_leave_the_service_as_it_is(case):
    advice.ask(case, ["Social Care"], ASKED)

    advice.correct(case, case.advice_requests[0])

    assert asked(case) == [("Social Care", ASKED)]


def test_it_cannot_make_two_of_one(case):
    advice.ask(case, ["Social Care", "Physiotherapy"], ASKED)
    second = case.advice_requests[1]

    with pytest.raises(AlreadyAsked):
        advice.correct(case, dataclasses.replace(second, service="Social Care"))


def test_one_is_removed(case):
    advice.ask(case, ["Social Care", "Physiotherapy"], ASKED)

    advice.remove(case, case.advice_requests[0].id)

    assert asked(case) == [("Physiotherapy", ASKED)]


def test_every_change_makes_a_new_list_and_tells_of_it(case, changes):
    lists = [case.advice_requests]
    advice.ask(case, ["Social Care"], ASKED)
    lists.append(case.advice_requests)
    (request,) = case.advice_requests
    received = request.requested + timedelta(days=1)
    advice.correct(case, dataclasses.replace(request, received=received))
    lists.append(case.advice_requests)
    advice.remove(case, request.id)
    lists.append(case.advice_requests)

    assert [len(requests) for requests in lists] == [0, 1, 1, 0]
    assert lists[1] == (AdviceRequest(request.id, "Social Care", ASKED),)
    assert changes == ["advice_requests"] * 3
    assert EHCCase.advice_requests == ()


def test_the_council_chooses_whom_it_asks(portal):
    assert len(setting("advice_services")) == 11
    assert setting("advice_services")[0] == "District Medical Officer"

    api.portal.set_registry_record("ehc.advice_services", ("School nürse",))

    factory = api.portal.get_vocabulary("hcc.ehcportal.advice_services", portal)
    assert [(term.value, term.title) for term in factory] == [
        ("School nürse", "School nürse")
    ]
