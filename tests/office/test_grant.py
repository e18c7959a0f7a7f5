"""A coordinator gives access to a case."""

from datetime import date
from factories import make_case
from factories import make_family
from hcc.ehcportal.access.register import AccessRegister

import pytest


PAGE = "@@ehc-grant-access"


@pytest.fixture
def form(coordinator, family, case, anita):
    """The form as a coordinator fills it in for Anita."""
    return coordinator.visit(family, PAGE).fill(
        adult="anita@example.org",
        case=case.getId(),
        relationship="mother",
        reason="Birth certificate seen",
    )


def grants(family):
    return list(AccessRegister(family).grants())


def test_the_mother_sees_the_case_from_now_on(form, visitor, anita, case):
    mother = visitor(anita)
    assert mother.visit(case).is_refused

    form.press("Give access")

    assert "Anita Rixon was given access to the case of Tony Bread." in form.text
    assert not mother.visit(case).is_refused


def test_the_register_says_who_gave_it_and_why(form, family, anita, robert, case):
    form.press("Give access")

    (grant,) = grants(family)
    assert (grant.adult, grant.case, grant.granted_by) == (anita, case.getId(), robert)
    assert (grant.relationship, grant.reason) == ("mother", "Birth certificate seen")
    assert (grant.start, grant.end) == (date(2024, 10, 4), None)


@pytest.mark.parametrize("typed", ["anita", " anita@example.org ", "Anita@Example.ORG"])
def test_a_sign_in_name_or_an_address_finds_the_person(form, family, anita, typed):
    form.fill(adult=typed).press("Give access")

    assert [grant.adult for grant in grants(family)] == [anita]


def test_nothing_less_finds_anybody(form, family):
    for typed in ("anit", "example.org", "Anita Rixon", "*", "@", "ehc-coordinators"):
        form.fill(adult=typed).press("Give access")

        assert "Nobody has an account" in form.error_by("adult"), typed
    assert grants(family) == []


def test_what_was_typed_is_kept(form):
    form.fill(adult="nobody@example.org", end="2025-01-31").press("Give access")

    assert form.value("adult") == "nobody@example.org"
    assert form.value("relationship") == ["mother"]
    assert form.value("reason") == "Birth certificate seen"
    assert form.value("end") == "2025-01-31"


def test_the_summary_names_the_field_and_leads_to_it(form):
    form.fill(adult="nobody@example.org").press("Give access")

    (link,) = form.parsed.cssselect(".alert-danger a")
    assert link.text_content() == "Adult"
    assert form.parsed.cssselect(link.get("href"))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("end", "2024-10-03", "This day has passed."),
        ("reason", "", "Fill this in."),
        ("adult", "", "Fill this in."),
        ("relationship", "--NOVALUE--", "Choose one."),
    ],
)
def test_what_is_wrong_is_said_by_the_field(form, family, field, value, message):
    form.fill(**{field: value}).press("Give access")

    assert message in form.error_by(field)
    assert grants(family) == []


def test_a_last_day_before_the_first(form, family):
    form.fill(start="2024-12-01", end="2024-11-01").press("Give access")

    assert "lies before the first" in form.error_by("end")
    assert grants(family) == []


def test_access_that_the_person_has_already(mother, form, family):
    form.press("Give access")

    assert "has access to the case already" in form.error_by("adult")
    assert len(grants(family)) == 1


def test_nobody_is_chosen_beforehand(coordinator, family, case, sister):
    coordinator.visit(family, PAGE)

    assert coordinator.value("case") == ["--NOVALUE--"]
    assert coordinator.value("relationship") == ["--NOVALUE--"]


def test_no_other_familys_case_can_be_given(form, council, family):
    other = make_case(make_family(council, "Tester"), "Tim Tester")
    control = form._field("case")
    assert other.getId() not in control.options


def test_cancel_changes_nothing(form, family):
    form.press("Cancel")

    assert form.url == family.absolute_url()
    assert grants(family) == []


def test_a_family_without_a_case_says_so(coordinator, council):
    coordinator.visit(make_family(council, "Tester"), PAGE)

    assert "Add a case to the family first." in coordinator.text
