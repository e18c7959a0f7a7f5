"""Other families of the council, and its staff, at their pages."""

import pytest


pytestmark = pytest.mark.browser


def test_a_late_case_says_so_and_an_exemption_why(visitor):
    visitor.sign_in("helen")

    assert visitor.sees("Final plan Due: 20 Aug 2024 Late: was due on 20 Aug 2024")
    assert visitor.sees("45 days ago We could only start writing once our decision")
    assert visitor.sees("Exempt:")
    visitor.look("late-and-exempt")
    visitor.follow("EHC Process Dates")
    visitor.look("late-and-exempt-details")


def test_a_parent_with_two_children_chooses_one(visitor):
    visitor.sign_in("priya")

    assert visitor.heading == "Account Dashboard"
    names = visitor.page.locator(".ehc-child h2").all_inner_texts()
    assert len(names) == 2
    visitor.look("two-children")
    with visitor.page.expect_navigation():
        visitor.page.locator(".ehc-enter").nth(1).click()
    assert visitor.heading == f"EHC Assessment and Plan - {names[1]}"


def test_access_that_has_ended_shows_nothing(visitor):
    visitor.sign_in("martin", "/ehc")

    assert visitor.heading == "Account Dashboard"
    assert visitor.sees("You do not have access to an assessment.")
    visitor.look("access-ended")


def test_a_case_that_ended_says_how(visitor):
    visitor.sign_in("joan")

    assert visitor.sees("This assessment has ended: No plan")
    visitor.look("ended")


def test_another_family_is_a_missing_page(visitor):
    visitor.sign_in("anita")
    tony = visitor.page.url
    visitor.goto("/logout")
    visitor.sign_in("helen")

    answer = visitor.goto(tony)

    assert answer.status == 404
    assert not visitor.sees("Tony Bread")


def test_a_coordinator_sees_the_families_with_plones_toolbar(visitor):
    visitor.sign_in("robert")
    visitor.goto("/ehc")
    visitor.look("staff-account")

    visitor.follow("Families")

    assert visitor.page.locator("#edit-zone, #portal-toolbar").count()
    visitor.look("staff-families")


def test_an_editor_edits_stage_guides_and_finds_no_family(visitor):
    visitor.sign_in("editor", "/ehc/stage-guides/request-outcome/edit")

    visitor.page.wait_for_selector("[name='form.widgets.text']", state="attached")
    assert visitor.goto("/ehc/families").status in (401, 403, 404) or (
        "insufficient-privileges" in visitor.page.url
    )


def test_nobody_in_particular_is_asked_to_sign_in(visitor):
    visitor.goto("/ehc")

    assert visitor.page.locator("[name=password]").count() == 1
