"""Somebody asks for an assessment from a phone, and a coordinator accepts it."""

from hcc.ehcportal.demo.mailbox import newest_code

import papers
import pytest


pytestmark = pytest.mark.browser


def attach_photo(visitor):
    """Attach a photo as from a phone: sent at once with scripts, else by a button."""
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": papers.photo()}
    visitor.page.set_input_files("#files", photo)
    if not visitor.window.scripts:
        visitor.click("[name=upload]")
    visitor.page.wait_for_selector(".ehc-attached [name=remove]")
    assert visitor.sees("IMG_1.jpg")


def test_a_request_is_made_and_accepted(visitor):
    page = visitor.page
    visitor.goto("/ehc/ehc-request-assessment")
    visitor.look("assessment-you")
    visitor.click("[name=next]")
    assert visitor.sees("Choose who you are.")
    visitor.look("assessment-problem")
    page.check("[value=parent]")
    page.fill("[name=adult]", "Tracy Tester")
    page.fill("[name=email]", "tracy.tester@example.org")
    # Enter in a field goes on.
    with page.expect_navigation():
        page.press("[name=email]", "Enter")

    page.fill("[name=child_name]", "Rob Test")
    for name, value in (("day", "5"), ("month", "6"), ("year", "2017")):
        page.fill(f"[name={name}]", value)
    visitor.look("assessment-child")
    visitor.click("[name=next]")
    page.fill("[name=why]", "He cannot follow in class, and comes home in tears.")
    visitor.look("assessment-needs")
    visitor.click("[name=next]")
    attach_photo(visitor)
    visitor.look("assessment-documents")
    visitor.click("[name=next]")
    visitor.look("assessment-check")
    visitor.click("[name=send]")
    visitor.look("assessment-code")
    code, recipient = newest_code()
    assert recipient == "tracy.tester@example.org"
    page.fill("[name=code]", code)
    visitor.click("[name=finish]")
    assert visitor.heading == "We have your request"
    visitor.look("assessment-sent")

    visitor.sign_in("robert")
    visitor.goto("/ehc/worklist?show=requests&cases=all")
    visitor.follow("Rob Test")
    assert visitor.sees("comes home in tears")
    assert visitor.sees("Documents that came with it IMG_1.jpg")
    visitor.look("assessment-case")
    visitor.follow("Accept as request")
    page.select_option("[name='form.widgets.relationship:list']", "mother")
    page.fill("[name='form.widgets.reason']", "Checked with the school's record.")
    visitor.look("assessment-accept")
    visitor.click("[name='form.buttons.save']")
    assert visitor.sees("The request is accepted, and the case open to the family.")
    assert visitor.sees("06 Oct 2024") or visitor.sees("15 Nov 2024")


def test_a_request_is_gone_on_with_another_day(visitor):
    page = visitor.page
    visitor.sign_in("anita", "/ehc/ehc-request-assessment")
    page.check("[value=parent]")
    page.fill("[name=adult]", "Anita Rixon")
    page.fill("[name=email]", "anita@example.org")
    visitor.click("[name=next]")
    page.fill("[name=child_name]", "Rob Test")
    visitor.look("assessment-draft")
    visitor.click("[name=save]")
    assert visitor.sees("You have begun a request and not sent it.")
    visitor.look("assessment-begun")

    visitor.follow("Go on with your request")
    assert page.input_value("[name=child_name]") == "Rob Test"
    visitor.press("Delete this request")
    visitor.look("assessment-delete")
    visitor.click("[name=delete]")
    assert visitor.sees("The request was deleted.")
