"""The office writes, the family reads, and where it is switched on, answers."""

from zope.component.hooks import site as active_site

import pytest
import transaction


pytestmark = pytest.mark.browser


@pytest.fixture
def replies(demo_server):
    """Let families write to the office."""
    portal = demo_server["portal"]
    with active_site(portal):
        portal["ehc"].replies = True
    transaction.commit()


def write(visitor, **fields):
    for name, value in fields.items():
        visitor.page.fill(f"#{name}", value)


def test_the_office_writes_and_the_family_reads(visitor, tonys):
    visitor.sign_in("robert", f"{tonys}/ehc-write-message")
    assert visitor.heading == "Message about Tony Bread"
    visitor.page.select_option("#standard", label="Message: request received")
    visitor.follow("Use this text")
    visitor.look("write-message")
    write(visitor, subject="")
    visitor.follow("Check and send")
    assert visitor.sees("Enter a subject.")
    visitor.look("write-message-problem")
    long_address = "https://www.example.org/" + "assessment" * 12
    write(visitor, subject="About the report", text=f"Hello,\n\nsee {long_address}.")
    visitor.follow("Check and send")
    assert visitor.heading == "Check the message about Tony Bread"
    visitor.look("check-message")

    visitor.follow("Send")

    assert visitor.sees("The message was sent to Anita Rixon.")
    visitor.look("sent-message-staff")
    visitor.sign_in("anita", tonys)
    visitor.follow("New Messages (Click to view all)")
    visitor.follow("About the report", within="table")
    link = visitor.page.locator(".ehc-text a")
    assert link.get_attribute("href") == long_address
    visitor.look("message-with-link")


@pytest.mark.usefixtures("replies")
def test_a_family_writes_and_staff_answer(visitor, tonys):
    visitor.sign_in("anita", f"{tonys}/ehc-messages")
    visitor.look("messages-with-replies")
    visitor.follow("New Message", within=".ehc-main")
    visitor.follow("Send")
    assert visitor.sees("Enter a subject.")
    visitor.look("new-message-problem")
    write(visitor, subject="A question", text="When is the meeting?")
    visitor.look("new-message")
    visitor.follow("Send")
    assert visitor.sees("Your message was sent.")
    visitor.look("sent-items")
    visitor.follow("EHC Handover to new team", within="table")
    visitor.follow("Reply", within=".ehc-main")
    write(visitor, text="Thank you.")
    visitor.look("reply")
    visitor.follow("Send")

    visitor.sign_in("robert", f"{tonys}/ehc-messages")
    assert not visitor.sees("NOT possible to send new messages")
    visitor.look("messages-staff")
    visitor.follow("A question", within="table >> nth=1")
    visitor.look("reply-staff")
    visitor.follow("Answer", within=".ehc-main")
    write(visitor, text="On Monday at ten.")
    visitor.look("answer-staff")
    visitor.follow("Check and send")
    visitor.follow("Send")

    visitor.sign_in("anita", f"{tonys}/ehc-messages")
    visitor.follow("Re: A question", within="table >> nth=0")
    assert visitor.sees("When is the meeting?")
    assert visitor.sees("On Monday at ten.")
    visitor.look("thread")
