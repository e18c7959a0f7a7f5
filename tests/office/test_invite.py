"""A coordinator invites an adult, sends the mail again, or withdraws it."""

from datetime import date
from datetime import timedelta
from factories import give_access
from factories import make_case
from factories import make_family
from hcc.ehcportal.access.invitations import find
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.content.clock import now
from plone import api

import pytest
import transaction


PAGE = "@@ehc-invite"


@pytest.fixture
def form(coordinator, letters, family, case):
    """The form as a coordinator fills it in for Anita."""
    return coordinator.visit(family, PAGE).fill(
        name="Anita Rixon",
        address="Anita@Example.org",
        case=case.getId(),
        relationship="mother",
        reason="Birth certificate seen",
    )


@pytest.fixture
def invited(letters, family, case):
    """An invitation that was mailed on the day of the test."""
    invitation, _token = Invitations(family).invite(
        case.getId(),
        name="Anita Rixon",
        address="anita@example.org",
        relationship="mother",
        reason="Birth certificate seen",
        end=None,
        invited_by="robert",
    )
    return invitation


def invitations(family):
    return list(Invitations(family).all())


def standing_of(invitation, family):
    return Invitations(family).get(invitation.id).standing(now())


class TestInviting:
    def test_the_mail_has_a_link_that_works(self, form, letters, council, family, case):
        form.press("Send the invitation")

        (letter,) = letters
        assert letter.to == "anita@example.org"
        found = find(council.ehc, letter.token)
        assert (found.case, found.invitation.name) == (case, "Anita Rixon")

    def test_it_says_to_whom_it_went_and_how_long_the_link_lives(self, form):
        form.press("Send the invitation")

        assert "The invitation was sent to anita@example.org." in form.text
        assert "works once, and for 7 days." in form.text

    def test_the_register_of_invitations_says_who_and_why(
        self, form, family, case, robert
    ):
        form.fill(end="2024-12-01").press("Send the invitation")

        (made,) = invitations(family)
        assert (made.case, made.invited_by) == (case.getId(), robert)
        assert (made.relationship, made.reason) == (
            "mother",
            "Birth certificate seen",
        )
        assert made.end == date(2024, 12, 1)

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("name", "", "Fill this in."),
            ("name", "Anita\u202eRixon", "without special characters"),
            ("address", "anita", "Enter an e-mail address such as"),
            ("address", "a@example.org, b@example.org", "Enter an e-mail address"),
            ("address", "\u0430nita@example.org", "Enter an e-mail address such as"),
            ("end", "2024-10-03", "This day has passed."),
            ("relationship", "--NOVALUE--", "Choose one."),
        ],
    )
    def test_what_is_wrong_is_said_by_the_field(
        self, form, letters, family, field, value, message
    ):
        form.fill(**{field: value}).press("Send the invitation")

        assert message in form.error_by(field)
        assert form.value("reason") == "Birth certificate seen"
        assert invitations(family) == letters == []

    @pytest.mark.parametrize("field", ["name", "address"])
    @pytest.mark.parametrize("end_of_line", ["\r\n", "\n", "\r"])
    def test_no_header_is_put_into_the_mail(
        self, form, letters, family, case, field, end_of_line
    ):
        fields = {
            "form.widgets.name": "Anita",
            "form.widgets.address": "anita@example.org",
            "form.widgets.case:list": case.getId(),
            "form.widgets.relationship:list": "mother",
            "form.widgets.reason": "Seen",
            "form.buttons.save": "1",
            "_authenticator": form.getControl(name="_authenticator", index=0).value,
        }
        fields[f"form.widgets.{field}"] += f"{end_of_line}Bcc: all@example.org"

        form.send(f"{family.absolute_url()}/{PAGE}", fields)

        assert form.error_by(field)
        assert invitations(family) == letters == []

    def test_somebody_who_is_invited_already(self, invited, form, letters, family):
        form.press("Send the invitation")

        assert "is waiting. Send that one again" in form.error_by("address")
        assert (len(invitations(family)), letters) == (1, [])

    def test_somebody_who_has_access_already(self, form, family, case, anita):
        give_access(anita, case)
        transaction.commit()

        form.press("Send the invitation")

        assert "has access to the case already" in form.error_by("address")
        assert invitations(family) == []

    def test_without_mail_it_says_so(self, form, coordinator, family):
        api.portal.set_registry_record("plone.smtp_host", "")

        coordinator.visit(family, PAGE)

        assert "No mail can leave this website" in coordinator.text
        assert not coordinator.parsed.cssselect("#form")

    def test_without_mail_nothing_is_done(self, form, family, letters):
        api.portal.set_registry_record("plone.smtp_host", "")
        transaction.commit()

        form.press("Send the invitation")

        assert "No mail can leave this website" in form.text
        assert invitations(family) == letters == []

    def test_no_other_familys_case(self, form, council):
        other = make_case(make_family(council, "Tester"), "Tim Tester")
        assert other.getId() not in form._field("case").options


class TestTheFamilysPage:
    def test_it_lists_who_was_invited(self, coordinator, invited, family):
        (row,) = coordinator.visit(family).rows("Invitations")

        assert row == [
            *("Anita Rixon", "Tony Bread", "anita@example.org"),
            *("Waiting for an answer", "04 Oct 2024 12:00", "11 Oct 2024 12:00"),
            "Send again Anita Rixon, Tony Bread Withdraw Anita Rixon, Tony Bread",
        ]

    def test_it_says_what_became_of_each(
        self, coordinator, invited, family, case, anita, clock
    ):
        (state,) = [row[3] for row in self.rows(coordinator, family)]
        assert state == "Waiting for an answer"
        clock.moment += timedelta(days=8)
        (state,) = [row[3] for row in self.rows(coordinator, family)]
        assert state == "Expired"
        Invitations(family).send_again(invited.id, "robert")
        Invitations(family).accept(invited.id, anita)
        (row,) = self.rows(coordinator, family)
        assert (row[3], row[6]) == ("Accepted by Anita Rixon", "")

    @staticmethod
    def rows(coordinator, family):
        return coordinator.visit(family).rows("Invitations")

    def test_nobody_was_invited(self, coordinator, family, case):
        assert "Nobody was invited yet." in coordinator.visit(family).text

    def test_one_to_an_archived_case_is_shown_to_managers_alone(
        self, coordinator, visitor, rob, family
    ):
        case = make_case(family, "Tom Bread", "archived")
        Invitations(family).invite(
            case.getId(),
            name="Adam Bread",
            address="adam@example.org",
            relationship="father",
            reason="",
            end=None,
            invited_by="rob",
        )
        assert "Adam Bread" not in coordinator.visit(family).text
        assert "Adam Bread" in visitor(rob).visit(family).text


class TestSendingAgain:
    def test_one_press_of_the_button_sends_it(
        self, coordinator, invited, family, letters, council
    ):
        coordinator.visit(family).press("Send again")

        (letter,) = letters
        assert find(council.ehc, letter.token).invitation.id == invited.id
        assert "The invitation was sent to anita@example.org." in coordinator.text

    def test_the_link_of_the_first_mail_is_dead(self, form, letters, family, council):
        form.press("Send the invitation")
        form.visit(family).press("Send again")

        first, second = letters
        assert find(council.ehc, first.token) is None
        assert find(council.ehc, second.token)

    def test_not_without_authenticator(self, coordinator, invited, family, letters):
        coordinator.send(
            f"{family.absolute_url()}/@@ehc-send-invitation-again",
            {"invitation": invited.id, "form.buttons.save": "1"},
        )

        assert coordinator.status == 403
        assert letters == []

    def test_not_by_a_link(self, coordinator, invited, family, letters):
        token = coordinator.visit(family).getControl(name="_authenticator", index=0)
        coordinator.visit(
            family,
            f"@@ehc-send-invitation-again?invitation={invited.id}&form.buttons.save=1"
            f"&_authenticator={token.value}",
        )

        assert coordinator.status == 403
        assert letters == []

    def test_not_once_it_was_accepted(
        self, coordinator, invited, family, letters, anita
    ):
        coordinator.visit(family)
        Invitations(family).accept(invited.id, anita)
        transaction.commit()

        coordinator.press("Send again")

        assert "was accepted or withdrawn in the meantime" in coordinator.text
        assert letters == []

    def test_not_after_the_last_day_of_the_access(
        self, coordinator, form, family, letters, clock
    ):
        form.fill(end="2024-10-05").press("Send the invitation")
        clock.set(2024, 10, 6)

        coordinator.visit(family).press("Send again")

        assert "Invite the person anew." in coordinator.text
        assert len(letters) == 1


class TestWithdrawing:
    def test_it_asks_first(self, coordinator, invited, family):
        coordinator.visit(family).getLink("Withdraw").click()

        assert (
            "Invitation of Anita Rixon (anita@example.org) to the case of Tony Bread."
        ) in coordinator.text
        assert standing_of(invited, family) == "waiting"

    def test_then_the_link_is_dead(self, coordinator, invited, family):
        coordinator.visit(family).getLink("Withdraw").click()
        coordinator.press("Withdraw")

        assert "The invitation of Anita Rixon is withdrawn." in coordinator.text
        assert standing_of(invited, family) == "withdrawn"
        assert Invitations(family).get(invited.id).withdrawn_by == "robert"

    def test_not_without_authenticator(self, coordinator, invited, family):
        coordinator.send(
            f"{family.absolute_url()}/@@ehc-withdraw-invitation",
            {"invitation": invited.id, "form.buttons.save": "1"},
        )

        assert coordinator.status == 403
        assert standing_of(invited, family) == "waiting"


@pytest.mark.parametrize(
    "page", ["@@ehc-send-invitation-again", "@@ehc-withdraw-invitation"]
)
def test_an_invitation_of_another_family_is_missing(
    coordinator, invited, council, page
):
    other = make_family(council, "Tester")
    make_case(other, "Tim Tester")

    assert coordinator.visit(other, f"{page}?invitation={invited.id}").status == 404
    assert coordinator.visit(other, f"{page}?invitation=x").status == 404
    assert coordinator.visit(other, page).status == 404
