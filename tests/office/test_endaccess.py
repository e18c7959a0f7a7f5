"""A coordinator ends an adult's access to a case."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_family
from hcc.ehcportal.access.register import AccessRegister

import pytest
import transaction


@pytest.fixture
def grant(anita, case):
    return give_access(anita, case)


@pytest.fixture
def form(coordinator, family, grant):
    return coordinator.visit(family, f"@@ehc-end-access?grant={grant.id}")


def end_of(grant, family):
    (found,) = [g for g in AccessRegister(family).grants() if g.id == grant.id]
    return found.end


def test_the_page_says_whose_access_to_what(form):
    assert "Access of Anita Rixon to the case of Tony Bread." in form.text


def test_the_mother_sees_nothing_from_now_on(form, visitor, anita, case):
    mother = visitor(anita)
    assert not mother.visit(case).is_refused

    form.fill(when="at-once").press("End access")

    assert "Anita Rixon has no access to the case of Tony Bread any more." in form.text
    assert mother.visit(case).status == 404


def test_a_last_day_still_counts(form, visitor, clock, anita, case, grant, family):
    form.fill(when="last-day", last_day="2024-10-11").press("End access")

    assert end_of(grant, family) == date(2024, 10, 11)
    clock.set(2024, 10, 11)
    assert not visitor(anita).visit(case).is_refused
    clock.set(2024, 10, 12)
    assert visitor(anita).visit(case).status == 404


@pytest.mark.parametrize(
    ("last_day", "message"),
    [("", "Enter the last day with access."), ("2024-10-03", "This day has passed.")],
)
def test_what_is_wrong_is_said_by_the_field(form, grant, family, last_day, message):
    form.fill(when="last-day", last_day=last_day).press("End access")

    assert message in form.error_by("last_day")
    assert form.value("when") == ["last-day"]
    assert end_of(grant, family) is None


def test_access_is_not_made_longer_without_a_reason(coordinator, case, family, anita):
    grant = give_access(anita, case, end=date(2024, 10, 10))
    coordinator.visit(family, f"@@ehc-end-access?grant={grant.id}")

    coordinator.fill(when="last-day", last_day="2024-10-11").press("End access")

    assert "Access ends on 10 Oct 2024 already." in coordinator.error_by("last_day")
    assert end_of(grant, family) == date(2024, 10, 10)


def test_a_last_day_before_access_starts(coordinator, case, family, anita):
    grant = give_access(anita, case, start=date(2024, 11, 1))
    coordinator.visit(family, f"@@ehc-end-access?grant={grant.id}")

    coordinator.fill(when="last-day", last_day="2024-10-11").press("End access")

    assert "Access starts on 01 Nov 2024 only." in coordinator.error_by("last_day")


def test_ended_access_is_left_alone(coordinator, case, family, anita):
    grant = give_access(anita, case, end=date(2024, 9, 30))

    coordinator.visit(family, f"@@ehc-end-access?grant={grant.id}")

    assert "This access ended on 30 Sep 2024." in coordinator.text
    assert not coordinator.parsed.cssselect("#form")


def test_an_entry_of_another_familys_register_is_missing(
    coordinator, council, family, tracy
):
    other = make_case(make_family(council, "Tester"), "Tim Tester")
    grant = give_access(tracy, other)

    assert coordinator.visit(family, f"@@ehc-end-access?grant={grant.id}").status == 404
    assert coordinator.visit(family, "@@ehc-end-access?grant=x").status == 404
    assert coordinator.visit(family, "@@ehc-end-access").status == 404


def test_a_posted_entry_is_looked_up_again(form, council, family, tracy):
    other = make_family(council, "Tester")
    grant = give_access(tracy, make_case(other, "Tim Tester"))
    form.fill(when="at-once").getControl(name="grant").value = grant.id
    transaction.commit()

    form.press("End access")

    assert form.status == 404
    assert end_of(grant, other) is None
