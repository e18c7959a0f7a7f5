"""Somebody asks for access, staff decide, and nobody is told which child is known."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_family
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.references import cases_with
from hcc.ehcportal.access.references import note_all_references
from hcc.ehcportal.access.register import AccessError
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import AlreadyDecided
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.requests import TooManyRequests
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.portal import EHCFamilies
from hcc.ehcportal.content.validation import ValueRefused
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema.interfaces import TooBig

import dataclasses
import pytest


TONY = {
    "child_name": "Tony Bread",
    "date_of_birth": date(2020, 3, 3),
    "relationship": "mother",
    "reference": "6427917",
}


@pytest.fixture
def requests(council):
    return Requests(council.ehc)


@pytest.fixture
def asked(requests, anita):
    return requests.make(anita, **TONY)


class TestMaking:
    def test_it_keeps_what_was_said(self, asked, requests, anita):
        assert (asked.user_id, asked.child_name) == (anita, "Tony Bread")
        assert (asked.date_of_birth, asked.relationship) == (
            date(2020, 3, 3),
            "mother",
        )
        assert (asked.reference, asked.made_at) == ("6427917", now())
        assert asked.state == "waiting"
        assert requests.of(anita) == requests.waiting() == [asked]

    def test_a_known_child_and_an_unknown_one_are_answered_alike(
        self, requests, family, anita
    ):
        make_case(family, reference="6427917")
        known = requests.make(anita, **TONY)
        unknown = requests.make(anita, **{**TONY, "child_name": "Nobody Atall"})
        same = {"id": "", "child_name": ""}
        assert dataclasses.replace(known, **same) == dataclasses.replace(
            unknown, **same
        )
        assert list(AccessRegister(family).grants()) == []

    def test_it_asks_nothing_of_any_case(self, requests, family, anita, monkeypatch):
        make_case(family, reference="6427917")
        monkeypatch.setattr(
            EHCFamilies,
            "_getOb",
            lambda *args, **more: pytest.fail("a family was looked at"),
            raising=False,
        )
        requests.make(anita, **TONY)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"child_name": "Tony\r\nBcc: all@example.org"},
            {"child_name": " "},
            {"date_of_birth": date(2024, 10, 5)},
            {"reference": "64\n27917"},
        ],
    )
    def test_what_cannot_be_is_refused(self, requests, anita, wrong):
        with pytest.raises(ValueRefused):
            requests.make(anita, **{**TONY, **wrong})
        assert list(requests.all()) == []

    def test_a_relationship_that_was_not_offered(self, requests, anita):
        with pytest.raises(LookupError):
            requests.make(anita, **{**TONY, "relationship": "<b>"})

    def test_three_can_wait(self, requests, anita, tracy, letters):
        for _number in range(3):
            made = requests.make(anita, **TONY)
        with pytest.raises(TooManyRequests):
            requests.make(anita, **TONY)
        requests.make(tracy, **TONY)
        requests.decline(made.id, "robert", "No")
        requests.make(anita, **TONY)

    def test_those_waiting_longest_come_first(self, requests, anita, tracy, clock):
        second = requests.make(anita, **TONY)
        clock.set(2024, 10, 1)
        first = requests.make(tracy, **TONY)
        assert requests.waiting() == [first, second]

    def test_another_portal_does_not_have_it(self, asked, portal, council):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(portal, "EHCPortal", "other", title="Other")
        assert list(Requests(other).all()) == []
        with pytest.raises(KeyError):
            Requests(other).get(asked.id)


class TestApproving:
    def test_it_gives_access(self, asked, requests, case, family, anita, letters):
        end = date(2024, 12, 1)
        decided = requests.approve(asked.id, case, "robert", "Passport seen", end)

        (grant,) = AccessRegister(family).grants()
        assert (grant.adult, grant.case) == (anita, case.getId())
        assert (grant.relationship, grant.reason) == ("mother", "Passport seen")
        assert (grant.granted_by, grant.end) == ("robert", end)
        assert (decided.state, decided.decided_by) == ("approved", "robert")
        assert decided.case == (family.getId(), case.getId())
        assert (requests.waiting(), requests.of(anita)) == ([], [decided])

    def test_somebody_with_access_leaves_it_undecided(
        self, asked, requests, case, anita, letters
    ):
        give_access(anita, case)
        with pytest.raises(AccessError):
            requests.approve(asked.id, case, "robert", "Passport seen")
        assert requests.waiting() == [asked]
        assert letters == []


class TestDeclining:
    def test_the_person_reads_why(self, asked, requests, anita, family, letters):
        requests.decline(asked.id, "robert", "Please send a birth certificate.")

        (declined,) = requests.of(anita)
        assert (declined.state, declined.reason) == (
            "declined",
            "Please send a birth certificate.",
        )
        assert (requests.waiting(), list(AccessRegister(family).grants())) == ([], [])


def test_what_is_decided_stays_decided(asked, requests, case, letters):
    requests.decline(asked.id, "robert", "No")
    with pytest.raises(AlreadyDecided):
        requests.decline(asked.id, "rob", "No")
    with pytest.raises(AlreadyDecided):
        requests.approve(asked.id, case, "rob", "Yes")
    with pytest.raises(KeyError):
        requests.decline("r-0", "rob", "No")


@pytest.mark.parametrize("decision", ["approved", "declined"])
def test_the_mail_does_not_say_what_was_decided(
    asked, requests, case, letters, decision
):
    if decision == "approved":
        requests.approve(asked.id, case, "robert", "Passport seen")
    else:
        requests.decline(asked.id, "robert", "Not the parent")

    (letter,) = letters
    assert letter.to == "anita@example.org"
    assert letter.link == "https://www.example.gov.uk/ehc"
    for secret in ("Tony", "Bread", "mother", "Passport", "Not the", decision):
        assert secret not in letter.whole


def test_each_step_is_in_the_audit_record(asked, requests, case, anita, letters):
    requests.approve(asked.id, case, "robert", "Passport seen")

    steps = {entry.kind: (entry.who, entry.about) for entry in entries()}
    assert steps == {
        "access_requested": (anita, anita),
        "request_approved": ("robert", anita),
        "access_granted": ("robert", anita),
    }
    assert "Tony" not in repr(list(entries()))


class TestKeeping:
    @pytest.fixture
    def declined(self, asked, requests):
        return requests.decline(asked.id, "robert", "Not the parent")

    def keep(self, days):
        api.portal.set_registry_record("ehc.request_days", days)

    def test_what_was_decided_is_kept_for_good_at_first(
        self, declined, requests, clock
    ):
        clock.set(2049, 10, 4)
        requests.forget_old()
        assert list(requests.all()) == [declined]

    def test_a_council_keeps_it_for_so_many_days(
        self, declined, requests, anita, clock
    ):
        self.keep(30)
        clock.set(2024, 11, 2)
        requests.forget_old()
        assert requests.of(anita) == [declined]
        clock.set(2024, 11, 4)
        requests.forget_old()
        assert list(requests.all()) == requests.of(anita) == []

    def test_for_no_longer_than_days_can_be_counted(self, declined, requests):
        with pytest.raises(TooBig):
            self.keep(1_000_000)
        self.keep(36_500)
        requests.forget_old()
        assert list(requests.all()) == [declined]

    def test_what_waits_is_kept(self, asked, requests, anita, clock):
        self.keep(1)
        clock.set(2025, 10, 4)
        requests.forget_old()
        assert requests.waiting() == requests.of(anita) == [asked]


class TestReferences:
    @pytest.fixture
    def case(self, family):
        return make_case(family, reference="EHC 6427917")

    @pytest.mark.parametrize("typed", ["EHC 6427917", " ehc6427917 "])
    def test_a_case_is_found_by_its_reference(self, council, case, typed):
        assert cases_with(council.ehc, typed) == [case]

    @pytest.mark.parametrize("typed", ["", "EHC", "642791", "*"])
    def test_nothing_less_finds_it(self, council, case, typed):
        make_case(case.__parent__, "Without a reference")
        assert cases_with(council.ehc, typed) == []

    def test_it_follows_a_change(self, council, case):
        case.reference = "1"
        notify(ObjectModifiedEvent(case))
        assert cases_with(council.ehc, "EHC 6427917") == []
        assert cases_with(council.ehc, "1") == [case]

    def test_two_cases_with_one_reference(self, council, case):
        other = make_case(make_family(council, "Tester"), reference="EHC 6427917")
        assert cases_with(council.ehc, "EHC 6427917") == [case, other]

    def test_a_case_that_is_deleted_leaves_nothing(self, council, case):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(case)
        assert list(IAnnotations(council.ehc)["hcc.ehcportal.references"]) == []

    def test_cases_from_before_can_be_noted(self, council, case):
        for content in (council.ehc, case):
            del IAnnotations(content)["hcc.ehcportal.references"]
        note_all_references(council.ehc)
        note_all_references(council.ehc)
        assert cases_with(council.ehc, "EHC 6427917") == [case]
