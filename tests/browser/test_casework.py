"""A coordinator at the page of a case, in a real browser."""

from windows import AT_A_DESK

import pytest


pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(visitor, tonys):
    """Robert, at the page of Tony's case."""
    return visitor.sign_in("robert", f"{tonys}/ehc-case")


def save(visitor):
    """Save a form from the keyboard."""
    with visitor.page.expect_navigation():
        visitor.page.press("[name='form.buttons.save']", "Enter")


def test_everything_on_one_page_and_a_stage_is_finished_with_one_click(coordinator):
    visitor = coordinator
    assert visitor.heading == "Tony Bread"
    for section in ("Overview", "Stages", "Timetable", "Documents", "Messages"):
        assert visitor.sees(section)
    visitor.look("case-page")

    visitor.follow("Finish", within="section[aria-labelledby=ehc-stages]")

    assert visitor.sees("Finished.")
    visitor.look("case-page-after-an-act")
    visitor.follow("The whole history")
    assert visitor.sees("Finished Stage: Request Outcome")
    visitor.look("case-history")


def test_a_case_is_handed_over(coordinator, tonys):
    visitor = coordinator.follow("Hand over")
    visitor.look("hand-over")
    visitor.page.select_option("[name='form.widgets.coordinator:list']", index=1)
    save(visitor)

    assert visitor.sees("was handed over") or visitor.sees("already")
    visitor.goto(f"{tonys}/ehc-involvements")
    visitor.look("contact-history")


@pytest.mark.parametrize("window", [AT_A_DESK], indirect=True, ids=str)
def test_a_form_stays_locked_while_somebody_types(visitor, tonys):
    page = visitor.page
    page.clock.install()
    visitor.sign_in("robert", f"{tonys}/edit")
    page.clock.fast_forward("02:01")
    with page.expect_response("**/ehc-keep-lock") as answer:
        page.fill("[name='form.widgets.title']", "Tony B. Bread")
    assert answer.value.status == 204
    visitor.click("[name='form.buttons.cancel']")


def test_staff_see_it_as_the_family_does(coordinator):
    visitor = coordinator.follow("See it as the family does")
    visitor.look("as-family-choice")
    visitor.follow("Anita Rixon")

    assert visitor.sees("You see this as Anita Rixon does. Nothing can be changed")
    visitor.look("as-family")
    visitor.follow("New Messages")
    assert visitor.sees("You see this as Anita Rixon does.")
    visitor.look("as-family-messages")


def test_a_child_who_is_known_is_shown_before_a_case_is_made(visitor):
    visitor.sign_in("robert", "/ehc")
    visitor.follow("Families")
    visitor.follow("New case")
    visitor.look("new-case")
    save(visitor)
    assert visitor.sees("There is something to put right")
    visitor.look("new-case-problems")
    visitor.page.fill("[name='form.widgets.family']", "Bread")
    visitor.page.fill("[name='form.widgets.title']", "Toni Bread")
    visitor.page.fill("[name='form.widgets.date_of_birth']", "2020-03-03")
    visitor.page.fill("[name='form.widgets.request_received']", "2024-09-30")
    visitor.page.select_option(
        "[name='form.widgets.request_source:list']", value="parent"
    )
    save(visitor)

    assert visitor.sees("Which family is it?")
    assert visitor.sees("Is one of these the same child?")
    visitor.look("new-case-duplicates")


def test_a_manager_publishes_how_a_coordinator_is_reached(visitor, tonys):
    visitor.sign_in("manager", "/ehc/ehc-staff-contacts")
    visitor.look("staff-contacts")
    visitor.click("a:has-text('Change Robert Coombes')")
    visitor.page.fill("[name='form.widgets.phone']", "ask me")
    save(visitor)
    assert visitor.sees("Enter a telephone number")
    visitor.look("staff-contact-problem")
    visitor.page.fill("[name='form.widgets.phone']", "01992 555555")
    visitor.page.fill("[name='form.widgets.email']", "coordinator@example.org")
    save(visitor)
    assert visitor.sees("01992 555555")
    visitor.look("staff-contacts-published")

    visitor.sign_in("anita", f"{tonys}/ehc-involvements")
    assert visitor.sees("01992 555555")
    visitor.look("involvements-contact")
