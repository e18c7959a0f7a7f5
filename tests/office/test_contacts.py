"""Families read how to reach their coordinator, and who it was before."""

from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.content.contacts import publish_contact
from hcc.ehcportal.content.contacts import PublishedContact
from hcc.ehcportal.content.overview import overview_of
from plone import api

import pytest


PAGE = "ehc-staff-contacts"

ROBERTS = PublishedContact("ehc@example.org", "01992 555555")


@pytest.fixture
def manager(visitor, rob):
    return visitor(rob)


@pytest.fixture
def roberts(case, robert):
    """Tony's case, with Robert as coordinator."""
    with api.env.adopt_roles(["Manager"]):
        hand_over(case, robert, robert)
    return case


def contacts(case):
    return [
        (c.name, c.until is None, c.email, c.phone)
        for c in overview_of(case, "anita").contacts
    ]


def test_nothing_is_published_by_itself(roberts):
    assert contacts(roberts) == [("Robert Coombes", True, None, None)]


def test_a_manager_publishes_and_the_family_reads_it(
    manager, mother, council, roberts, robert
):
    manager.visit(council.ehc, PAGE).getLink("Change Robert Coombes").click()
    manager.fill(email="ehc@example.org", phone="01992 555555").press("Publish")

    assert ["Robert Coombes", "ehc@example.org", "01992 555555"] in [
        [" ".join(c.text_content().split()) for c in row.cssselect("th, td")][:3]
        for row in manager.parsed.cssselect("tbody tr")
    ]
    mother.visit(roberts, "ehc-involvements")
    assert mother.getLink("ehc@example.org").url == "mailto:ehc@example.org"
    assert 'href="tel:01992555555"' in mother.contents
    assert "EHCP Coordinator - Robert Coombes" in mother.visit(roberts).text
    assert "01992 555555" in mother.text


def test_what_was_published_stands_in_the_form(manager, council, robert):
    publish_contact(council.ehc, robert, ROBERTS)

    manager.visit(council.ehc, f"@@ehc-staff-contact?person={robert}")

    assert (manager.value("email"), manager.value("phone")) == (
        "ehc@example.org",
        "01992 555555",
    )
    manager.fill(email="", phone="").press("Publish")
    assert "ehc@example.org" not in manager.text


def test_earlier_contacts_keep_what_was_published_on_their_last_day(
    council, mother, roberts, robert, rob
):
    publish_contact(council.ehc, robert, ROBERTS)
    with api.env.adopt_roles(["Manager"]):
        hand_over(roberts, rob, robert)
    publish_contact(council.ehc, robert, PublishedContact())

    assert contacts(roberts) == [
        ("Rob Test", True, None, None),
        ("Robert Coombes", False, "ehc@example.org", "01992 555555"),
    ]
    text = mother.visit(roberts, "ehc-involvements").text
    assert "Rob Test, since 04 Oct 2024" in text
    assert "Robert Coombes, from 04 Oct 2024 to 04 Oct 2024" in text


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("phone", "ask at the desk", "Enter a telephone number"),
        ("phone", "<b>01992</b>", "Enter a telephone number"),
        ("email", "robert", "mail"),
    ],
)
def test_what_cannot_be_reached_is_refused(
    manager, council, robert, field, typed, message
):
    manager.visit(council.ehc, f"@@ehc-staff-contact?person={robert}")
    manager.fill(**{field: typed}).press("Publish")

    assert message in manager.error_by(field)
    assert manager.value(field) == typed


def test_only_coordinators_have_such_a_form(manager, council, anita):
    page = f"@@ehc-staff-contact?person={anita}"

    assert manager.visit(council.ehc, page).is_refused


def test_coordinators_and_families_do_not_change_it(coordinator, mother, council):
    assert coordinator.visit(council.ehc, PAGE).is_refused
    assert mother.visit(council.ehc, PAGE).is_refused
