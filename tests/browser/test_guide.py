"""Anita walks through the user guide, from signing in to reading her message."""

import pytest


pytestmark = pytest.mark.browser


@pytest.fixture
def anita(visitor):
    """Anita Rixon, signed in: with one child that leads to its dashboard."""
    return visitor.sign_in("anita")


def test_signing_in_leads_to_the_dashboard(anita):
    assert anita.heading == "EHC Assessment and Plan - Tony Bread"
    for text in (
        "Request Received: 01 Sep 2024",
        "Request Outcome Due: 13 Oct 2024",
        "What happens in this stage?",
        "Local Offer",
        "EHCP Coordinator - Robert Coombes",
        "Date request made: 01 Sep 2024",
        "Who the request was from: Education Setting",
        "Request Outcome due: 13 Oct 2024",
        "Forms you can start or awaiting completion (0) No items to complete",
        "New Messages (Click to view all) (1)",
        "Documents you have been sent EHCP - Information Requested - 6427917",
    ):
        assert anita.sees(text), text
    anita.look("dashboard")


def test_portal_home_is_the_account_dashboard(anita):
    anita.follow("Portal Home")

    assert anita.page.url == f"{anita.site}/ehc"
    assert anita.heading == "Account Dashboard"
    for text in (
        "Name Tony Bread Date of Birth 3 Mar 2020 Gender Male",
        "My Messages (1)",
        "Robert Coombes (EHCP Coordinator)",
        "EHM - Business Support Staff",
        "Items to view",
        "Items to complete (0) No items to complete",
    ):
        assert anita.sees(text), text
    anita.look("account")
    anita.follow("View EHC Assessment and Plan information")
    assert anita.heading == "EHC Assessment and Plan - Tony Bread"


def test_process_dates_lead_to_the_request_details(anita):
    anita.follow("EHC Process Dates")

    assert anita.heading == "EHC Request Details"
    assert anita.sees("Sunday 13 October 2024")
    anita.look("request-details")


def test_the_dates_go_into_a_calendar(anita):
    anita.follow("EHC Process Dates")
    anita.follow("Add these dates to my calendar")
    anita.look("calendar")
    with anita.page.expect_download() as download:
        anita.press("Save the calendar file")
    assert "BEGIN:VCALENDAR" in download.value.path().read_text()

    anita.follow("Make a private address")

    address = anita.page.locator("input[readonly]").input_value()
    assert address.startswith(f"{anita.site}/ehc/ehc-calendar/")
    anita.look("calendar-address")


def test_the_dates_go_onto_one_sheet_of_paper(anita):
    anita.follow("Print or save this page")

    assert anita.sees("Made on 04 Oct 2024 12:00.")
    anita.look("print")
    if anita.window.scripts:
        sheets = anita.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
        assert sheets == 1


def test_the_side_menu_leads_through_the_pages_and_back(anita):
    anita.follow("EHC Process Dates")
    for entry, name in (
        ("SEN Involvements", "involvements"),
        ("Items to view", "items-to-view"),
        ("Items to complete", "items-to-complete"),
        ("Messages", "messages"),
    ):
        anita.follow(entry, within=".ehc-side")
        assert anita.heading == entry
        anita.look(name)
    anita.follow("Back to EHC Dashboard", within=".ehc-side")
    assert anita.heading == "EHC Assessment and Plan - Tony Bread"


def test_receiving_a_document(anita):
    anita.follow("Documents you have been sent")

    assert anita.sees("Tony Bread's Documents you have been sent")
    assert anita.sees("03 Oct 2024")
    with anita.page.expect_download() as download:
        anita.press("EHCP - Information Requested - 6427917", within="table")
    assert download.value.suggested_filename == (
        "EHCP - Information Requested - 6427917.rtf"
    )
    assert "Educational Psychologist" in download.value.path().read_text("ascii")


def test_receiving_a_message(anita):
    anita.follow("New Messages (Click to view all)")
    assert anita.sees("03 Oct 2024 17:17")
    assert anita.sees("New")

    anita.follow("EHC Handover to new team", within="table")

    assert anita.heading == "EHC Handover to new team"
    assert anita.sees("it is NOT possible to reply to this message via the Portal")
    anita.look("message")
    anita.follow("Back to EHC Dashboard", within=".ehc-side")
    assert anita.sees("New Messages (Click to view all) (0) No New Messages")


def test_the_whole_line_of_a_message_opens_it(anita):
    anita.follow("New Messages (Click to view all)")

    with anita.page.expect_navigation():
        anita.page.locator("table tbody tr").first.click(position={"x": 12, "y": 12})

    assert anita.heading == "EHC Handover to new team"


def test_the_top_bar_leads_to_help_and_to_submitted_forms(anita):
    anita.follow("Help & Support", within=".ehc-bar")
    assert anita.heading == "Help & Support"
    anita.look("help")

    anita.follow("View My Submitted Forms", within=".ehc-bar")
    assert anita.heading == "View My Submitted Forms"
    assert anita.sees("You have not submitted any forms.")
    anita.look("submitted-forms")


def test_the_name_in_the_bar_opens_the_way_out(anita):
    anita.press("Anita Rixon", within=".ehc-bar")
    anita.look("user-menu")

    anita.follow("Sign out", within=".ehc-bar")

    answer = anita.goto("/ehc")
    assert "/login" in anita.page.url or answer.status == 401


def test_the_local_offer_is_a_page_of_the_council(anita):
    anita.follow("Local Offer")

    assert anita.page.url.startswith(f"{anita.site}/local-offer")
