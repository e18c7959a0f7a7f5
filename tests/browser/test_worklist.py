"""Staff at their worklist."""

from io import BytesIO
from zipfile import ZipFile

import papers
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


def test_a_manager_hands_cases_over_and_sees_what_was_left(visitor):
    visitor.sign_in("manager", "/ehc/worklist?cases=all&sort=name")
    page = visitor.page

    for number in (0, 1, 2):
        page.locator("[name=case]").nth(number).check()
    visitor.look("worklist-ticked")
    visitor.click("button:has-text('Hand cases over')")
    page.locator("select").last.select_option(label="Miriam Hale")
    visitor.look("bulk-form")
    visitor.click("[name='form.buttons.save']")
    assert visitor.sees("Dealt with: 0 of 3.")
    visitor.look("bulk-check")
    visitor.click("button:has-text('Begin')")

    assert visitor.sees("Dealt with: 3 of 3. Done: 3. Left as it was: 0.")
    visitor.press("The cases in which it was done")
    assert visitor.sees("Dev Shah")
    visitor.look("bulk-done")


def test_a_coordinator_publishes_a_zip(visitor):
    opened = BytesIO()
    with ZipFile(opened, "w") as archive:
        archive.writestr("6427917 - Letter.pdf", papers.pdf("Dear Mr and Mrs Marlow"))
        archive.writestr("6425108 - Letter.pdf", papers.pdf("About Tony Bread"))
        archive.writestr("1.pdf", papers.pdf())
    visitor.sign_in("robert", "/ehc/ehc-bulk-publish")
    page = visitor.page

    page.set_input_files(
        "[type=file]",
        {
            "name": "letters.zip",
            "mimeType": "application/zip",
            "buffer": opened.getvalue(),
        },
    )
    page.fill("[name='form.widgets.title']", "Letter")
    page.fill("[name='form.widgets.document_date']", "2024-10-04")
    visitor.look("bulk-publish")
    visitor.click("[name='form.buttons.save']")

    assert visitor.sees("Files that go to nobody")
    assert visitor.sees("This file names Tony Bread, another child in the portal.")
    visitor.look("bulk-publish-check")
    page.locator("[name=leave_out]").check()
    visitor.click("button:has-text('Begin')")
    assert visitor.sees("Done: 1.")
    assert visitor.sees("You left this file out.")
    visitor.look("bulk-publish-done")
