"""A coordinator at the page of a case, in a real browser."""

import pytest


pytestmark = pytest.mark.browser


def open_case(visitor):
    """Open the staff page of Tony's case, whose address Anita knows."""
    visitor.sign_in("anita")
    tony = visitor.page.url
    visitor.goto("/logout")
    visitor.sign_in("robert", "/ehc")
    visitor.goto(f"{tony}/ehc-case")
    return tony


def save(visitor):
    """Save a form from the keyboard."""
    with visitor.page.expect_navigation():
        visitor.page.press("[name='form.buttons.save']", "Enter")


def test_everything_about_a_case_on_one_page(visitor):
    open_case(visitor)

    assert visitor.heading == "Tony Bread"
    for section in ("Overview", "Stages", "Timetable", "Documents", "Messages"):
        assert visitor.sees(section)
    visitor.look("case-page")


def test_a_stage_is_finished_with_one_click(visitor):
    open_case(visitor)

    visitor.follow("Finish", within="section[aria-labelledby=ehc-stages]")

    assert visitor.sees("Finished.")
    visitor.look("case-page-after-an-act")
    visitor.follow("The whole history")
    assert visitor.sees("Finished Stage: Request Outcome")
    visitor.look("case-history")


def test_a_case_is_handed_over(visitor):
    tony = open_case(visitor)
    visitor.follow("Hand over")
    visitor.look("hand-over")
    visitor.page.select_option("[name='form.widgets.coordinator:list']", index=1)
    save(visitor)

    assert visitor.sees("was handed over") or visitor.sees("already")
    visitor.goto(f"{tony}/ehc-involvements")
    visitor.look("contact-history")


def test_staff_see_it_as_the_family_does(visitor):
    open_case(visitor)
    visitor.follow("See it as the family does")
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


def test_a_manager_publishes_how_a_coordinator_is_reached(visitor):
    visitor.sign_in("manager", "/ehc/ehc-staff-contacts")
    visitor.look("staff-contacts")
    visitor.follow("Change")
    visitor.page.fill("[name='form.widgets.phone']", "ask me")
    save(visitor)
    assert visitor.sees("Enter a telephone number")
    visitor.look("staff-contact-problem")
