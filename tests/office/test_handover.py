"""A case gets another coordinator, and the family is told."""

from factories import make_case
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.content.overview import overview_of
from plone import api

import pytest
import transaction


PAGE = "@@ehc-hand-over"


@pytest.fixture
def form(coordinator, case, robert):
    return coordinator.visit(case, PAGE)


def messages_of(case, person="anita"):
    return overview_of(case, person).messages


def change_hands(case, coordinator, by):
    """Hand over as somebody else does in the meantime."""
    with api.env.adopt_user(username=by):
        hand_over(case, coordinator, by)
    transaction.commit()


class TestForm:
    def test_the_contact_history_keeps_both(self, coordinator, case, robert, rob):
        coordinator.visit(case, PAGE).fill(coordinator=robert).press("Hand over")
        coordinator.visit(case, PAGE).fill(coordinator=rob).press("Hand over")

        first, second = case.contact_history
        assert (first.name, second.name) == ("Robert Coombes", "Rob Test")
        assert first.until == second.since
        assert second.until is None
        assert overview_of(case, "anita").coordinator == "Rob Test"

    def test_the_family_gets_the_handover_message(self, coordinator, case, rob, mother):
        coordinator.visit(case, PAGE).fill(coordinator=rob).press("Hand over")

        (message,) = messages_of(case)
        assert message.subject == "EHC Handover to new team"
        assert (message.sender, message.recipients) == (
            "Robert Coombes",
            ("Anita Rixon",),
        )
        assert not message.is_read
        (kept,) = [i for i in case.objectValues() if i.portal_type == "EHCMessage"]
        assert "Rob Test is now your EHCP Coordinator" in kept.text

    def test_a_case_in_preparation_is_handed_over_without_a_message(
        self, coordinator, sister, rob
    ):
        coordinator.visit(sister, PAGE).fill(coordinator=rob).press("Hand over")

        assert (sister.coordinator, messages_of(sister)) == (rob, ())

    def test_who_handed_over_is_written_down(self, coordinator, case, robert, rob):
        coordinator.visit(case, PAGE).fill(coordinator=rob).press("Hand over")

        (entry,) = entries(kind="case_handed_over")
        assert (entry.who, entry.about) == (robert, rob)

    def test_the_present_coordinator_is_refused(self, coordinator, family, robert):
        case = make_case(family, coordinator=robert)

        coordinator.visit(case, PAGE).fill(coordinator=robert).press("Hand over")

        assert "Choose another." in coordinator.error_by("coordinator")
        assert messages_of(case) == ()

    def test_one_who_comes_second_is_told_and_can_still_do_it(
        self, form, case, robert, rob
    ):
        change_hands(case, rob, by=rob)

        form.fill(coordinator=robert).press("Hand over")

        assert "it is Rob Test now. Nothing was done." in form.error_by("coordinator")
        assert case.coordinator == rob
        form.press("Hand over")
        assert case.coordinator == robert

    def test_only_staff_can_be_chosen(self, form, anita):
        assert (
            "anita" not in form.getControl(name="form.widgets.coordinator:list").options
        )

    def test_a_family_finds_no_such_page(self, mother, case):
        assert mother.visit(case, PAGE).is_refused

    def test_another_site_cannot_do_it(self, form, case, rob):
        form.send(
            f"{case.absolute_url()}/{PAGE}",
            {
                "former": "",
                "form.widgets.coordinator:list": rob,
                "form.buttons.save": "Hand over",
            },
        )

        assert case.coordinator is None

    def test_who_may_not_change_a_closed_case_does_not_hand_it_over(
        self, coordinator, family
    ):
        closed = make_case(family, state="closed")

        assert coordinator.visit(closed, PAGE).is_refused


def test_the_adult_reads_it(mother, case, rob):
    change_hands(case, rob, by=rob)
    assert "EHC Handover to new team" in mother.visit(case, "ehc-messages").text
