"""An invitation lets one adult in once, and nobody else."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from factories import give_access
from factories import make_case
from factories import make_family
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.invitations import AlreadyInvited
from hcc.ehcportal.access.invitations import find
from hcc.ehcportal.access.invitations import InvitationError
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.invitations import NotWaiting
from hcc.ehcportal.access.invitations import why_not
from hcc.ehcportal.access.letters import send_invitation
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.validation import ValueRefused
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest


FACTS = {
    "name": "Anita Rixon",
    "address": "Anita@Example.org",
    "relationship": "mother",
    "reason": "Birth certificate seen",
    "end": None,
    "invited_by": "robert",
}


@pytest.fixture
def invitations(family):
    return Invitations(family)


@pytest.fixture
def ehc(council):
    return council.ehc


@pytest.fixture
def invited(invitations, case):
    """An invitation of Anita to Tony's case, and its token."""
    return invitations.invite(case.getId(), **FACTS)


@pytest.fixture
def token(invited):
    return invited[1]


def grants(family):
    return list(AccessRegister(family).grants())


class TestInviting:
    def test_it_waits_for_seven_days(self, invited, case):
        invitation, _token = invited
        assert (invitation.name, invitation.case) == ("Anita Rixon", case.getId())
        assert invitation.address == "anita@example.org"
        assert invitation.standing(now()) == "waiting"
        assert invitation.expires - invitation.sent_at == timedelta(days=7)

    def test_the_council_decides_for_how_many_days(self, invitations, case):
        api.portal.set_registry_record("ehc.invitation_days", 3)
        invitation, _token = invitations.invite(case.getId(), **FACTS)
        assert invitation.expires - invitation.sent_at == timedelta(days=3)

    def test_it_does_not_outlive_the_access_that_it_offers(self, invitations, case):
        facts = {**FACTS, "end": date(2024, 10, 5)}
        invitation, _token = invitations.invite(case.getId(), **facts)
        assert invitation.expires == datetime(2024, 10, 5, 23, tzinfo=UTC)

    def test_access_may_end_on_the_last_of_all_days(self, invitations, case):
        facts = {**FACTS, "end": date.max}
        invitation, _token = invitations.invite(case.getId(), **facts)
        assert invitation.expires - invitation.sent_at == timedelta(days=7)

    def test_nobody_has_access_yet(self, invited, family):
        assert grants(family) == []

    def test_the_token_cannot_be_guessed_and_is_not_kept(self, token, family, ehc):
        assert len(token) >= 43  # 256 bits
        for content in (family, ehc):
            kept = IAnnotations(content)["hcc.ehcportal.invitations"]
            assert token not in repr(list(kept.items()))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "Anita\r\nBcc: all@example.org"),
            ("address", "a@example.org\nTo: x"),
        ],
    )
    def test_no_header_gets_in(self, invitations, case, field, value):
        with pytest.raises(ValueRefused):
            invitations.invite(case.getId(), **{**FACTS, field: value})
        assert list(invitations.all()) == []

    def test_a_last_day_that_has_passed(self, invitations, case):
        with pytest.raises(InvitationError) as caught:
            invitations.invite(case.getId(), **{**FACTS, "end": date(2024, 10, 3)})
        assert caught.value.field == "end"

    def test_a_case_of_another_family(self, invitations, council):
        other = make_case(make_family(council, "Tester"))
        with pytest.raises(InvitationError) as caught:
            invitations.invite(other.getId(), **FACTS)
        assert caught.value.field == "case"

    def test_somebody_who_is_invited_already(self, invited, invitations, case):
        with pytest.raises(AlreadyInvited):
            invitations.invite(case.getId(), **FACTS)

    def test_somebody_whose_invitation_expired(self, invited, invitations, case, clock):
        clock.set(2024, 11, 1)
        invitations.invite(case.getId(), **FACTS)
        assert len(list(invitations.all())) == 2


class TestTheLink:
    def test_it_leads_to_the_invitation(self, invited, ehc, case, family):
        found = find(ehc, invited[1])
        assert (found.invitation, found.case, found.family) == (
            invited[0],
            case,
            family,
        )
        assert why_not(ehc, invited[1]) is None

    @pytest.mark.parametrize(
        "guessed", ["", "x", "\udcff", ["a", "b"], None, "x" * 10**6]
    )
    def test_nothing_else_leads_anywhere(self, invited, ehc, guessed):
        assert find(ehc, guessed) is None
        assert why_not(ehc, guessed) is None

    def test_it_works_once(self, invited, ehc, invitations, family, anita, tracy):
        invitation, token = invited
        invitations.accept(invitation.id, anita)

        assert find(ehc, token) is None
        assert why_not(ehc, token) == "used"
        with pytest.raises(NotWaiting):
            invitations.accept(invitation.id, tracy)
        assert [grant.adult for grant in grants(family)] == [anita]

    def test_it_is_dead_after_its_last_moment(
        self, invited, ehc, invitations, family, anita, clock
    ):
        invitation, token = invited
        clock.moment += timedelta(days=7, seconds=-1)
        assert find(ehc, token)
        clock.moment += timedelta(seconds=1)
        assert find(ehc, token) is None
        assert why_not(ehc, token) == "expired"
        with pytest.raises(NotWaiting):
            invitations.accept(invitation.id, anita)
        assert grants(family) == []

    def test_it_is_dead_when_withdrawn(self, invited, ehc, invitations, family, anita):
        invitation, token = invited
        withdrawn = invitations.withdraw(invitation.id, "rob")

        assert (withdrawn.withdrawn_by, withdrawn.standing(now())) == (
            "rob",
            "withdrawn",
        )
        assert find(ehc, token) is None
        assert why_not(ehc, token) == "withdrawn"
        with pytest.raises(NotWaiting):
            invitations.accept(invitation.id, anita)
        assert grants(family) == []

    def test_another_mail_kills_the_one_before(self, invited, ehc, invitations, clock):
        invitation, old = invited
        clock.set(2024, 10, 8)
        renewed, new = invitations.send_again(invitation.id, "robert")

        assert find(ehc, old) is None
        assert why_not(ehc, old) == "expired"
        assert find(ehc, new).invitation == renewed
        assert renewed.expires - now() == timedelta(days=7)

    def test_an_expired_one_can_be_sent_again(self, invited, ehc, invitations, clock):
        clock.set(2024, 12, 1)
        _renewed, new = invitations.send_again(invited[0].id, "robert")
        assert find(ehc, new)

    def test_a_case_that_is_deleted_takes_it_along(
        self, token, ehc, case, family, invitations
    ):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(case)
        assert find(ehc, token) is None
        assert why_not(ehc, token) is None
        assert list(invitations.all()) == []
        assert list(IAnnotations(ehc)["hcc.ehcportal.invitations"]) == []

    def test_so_does_a_family(self, token, ehc, family):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(family)
        assert find(ehc, token) is None

    def test_a_brothers_invitation_stays(self, token, ehc, family):
        other = make_case(family, "Tom Bread")
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(other)
        assert find(ehc, token)


class TestAfterwards:
    @pytest.mark.parametrize("end", ["accept", "withdraw"])
    def test_what_is_over_stays_over(self, invited, invitations, anita, end):
        invitation, _token = invited
        getattr(invitations, end)(invitation.id, anita)
        with pytest.raises(NotWaiting):
            invitations.send_again(invitation.id, "robert")
        with pytest.raises(NotWaiting):
            invitations.withdraw(invitation.id, "robert")

    def test_one_to_access_that_is_over_is_not_sent_again(
        self, invitations, case, clock
    ):
        facts = {**FACTS, "end": date(2024, 10, 5)}
        invitation, _token = invitations.invite(case.getId(), **facts)
        clock.set(2024, 10, 6)
        with pytest.raises(NotWaiting):
            invitations.send_again(invitation.id, "robert")

    def test_one_that_there_is_not(self, invitations, anita):
        for act in (invitations.accept, invitations.withdraw, invitations.send_again):
            with pytest.raises(KeyError):
                act("i-0", anita)


class TestAccepting:
    def test_it_gives_what_was_offered(self, invitations, case, family, anita):
        facts = {**FACTS, "end": date(2024, 12, 1)}
        invitation, _token = invitations.invite(case.getId(), **facts)
        accepted = invitations.accept(invitation.id, anita)

        (grant,) = grants(family)
        assert (grant.adult, grant.case) == (anita, case.getId())
        assert (grant.relationship, grant.reason) == (
            "mother",
            "Birth certificate seen",
        )
        assert (grant.start, grant.end) == (date(2024, 10, 4), date(2024, 12, 1))
        assert grant.granted_by == "robert"
        assert accepted.standing(now()) == "accepted"
        assert accepted.accepted_by == anita

    def test_somebody_with_access_keeps_it_as_it_is(
        self, invited, invitations, case, family, anita
    ):
        before = give_access(anita, case)
        invitations.accept(invited[0].id, anita)
        assert grants(family) == [before]
        (invitation,) = invitations.all()
        assert invitation.standing(now()) == "accepted"


class TestTheMail:
    @pytest.fixture
    def case(self, family):
        return make_case(family, reference="6427917")

    @pytest.fixture
    def letter(self, letters, invited, case):
        send_invitation(case, *invited)
        (letter,) = letters
        return letter

    def test_it_goes_to_the_person_and_greets_them(self, letter):
        assert letter.to == "anita@example.org"
        assert "Hello Anita Rixon," in letter.text
        assert "Anita" not in letter.subject

    def test_it_names_the_council_and_the_reference(self, letter, portal):
        assert portal.title in letter.subject
        assert portal.title in letter.text
        assert "6427917" in letter.text

    def test_it_names_neither_the_child_nor_what_it_is_about(self, letter):
        for secret in ("Tony", "Bread", "mother", "Mother", "certificate", "2020"):
            assert secret not in letter.whole

    def test_its_link_works_and_starts_with_the_councils_address(
        self, letter, token, ehc
    ):
        assert letter.link == (
            f"https://www.example.gov.uk/ehc/ehc-invitation?token={token}"
        )
        assert find(ehc, letter.token)

    def test_what_a_browser_claims_as_host_is_not_in_it(
        self, letters, invited, case, portal
    ):
        portal.REQUEST.setServerURL("http", "evil.example", "80")
        send_invitation(case, *invited)
        assert "evil" not in letters[0].whole

    def test_it_says_how_long_how_often_and_what_else(self, letter):
        assert "works once, until Friday 11 October 2024, 12:00" in letter.text
        assert "not expect it" in letter.text

    def test_a_case_without_a_reference(self, letters, family):
        case = make_case(family)
        made = Invitations(family).invite(case.getId(), **FACTS)
        send_invitation(case, *made)
        assert "reference" not in letters[0].text


def test_each_step_is_in_the_audit_record(invited, invitations, anita, portal):
    invitation, _token = invited
    invitations.send_again(invitation.id, "rob")
    invitations.accept(invitation.id, anita)

    steps = {entry.kind: (entry.who, entry.about) for entry in entries()}
    assert steps == {
        "invited": ("robert", None),
        "invitation_sent_again": ("rob", None),
        "invitation_accepted": (anita, anita),
        "access_granted": ("robert", anita),
    }


def test_the_record_of_it_holds_no_name_no_address_and_no_token(invited, invitations):
    invitation, token = invited
    invitations.withdraw(invitation.id, "robert")

    written = repr(list(entries()))
    assert invitation.id in written
    for secret in ("Anita", "@", "Tony", token, *invitation.hashes):
        assert secret not in written
