"""Staff at their worklist."""

import pytest


pytestmark = pytest.mark.browser


def test_a_coordinator_arrives_at_the_worklist_and_finds_a_case(visitor):
    visitor.sign_in("robert")

    assert visitor.heading == "Worklist"
    assert visitor.sees("late by 45 days")
    visitor.look("worklist")

    visitor.page.fill("[name=term]", "bread")
    visitor.click("[role=search] button:has-text('Find')")
    assert visitor.sees("1 case")
    assert "bread" not in visitor.page.url.lower()

    visitor.page.fill("[name=term]", "31/2/2020")
    visitor.click("[role=search] button:has-text('Find')")
    assert visitor.sees("There is no such date.")
    visitor.look("worklist-problem")


def test_a_manager_filters_by_the_keyboard(visitor):
    visitor.sign_in("manager")
    page = visitor.page

    page.locator("summary", has_text="Filters").press("Enter")
    page.locator("[name=late]").press("Space")
    visitor.look("worklist-filters")
    with page.expect_navigation():
        page.locator("button", has_text="Apply filters").press("Enter")

    assert visitor.sees("Ivy Marlow")
    assert not visitor.sees("Tony Bread")
    with page.expect_navigation():
        page.locator("a", has_text="My team's cases").press("Enter")
    assert visitor.sees("You are in no team yet.")
    visitor.look("worklist-no-team")
