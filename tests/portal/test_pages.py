"""The pages beside the dashboard, in the words and the order of the guide."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_form
from factories import make_message
from factories import put_into
from hcc.ehcportal.content import advice
from hcc.ehcportal.forms.returning import return_form
from hcc.ehcportal.process.keys import AdviceClause
from plone import api

import pytest


CASE_PAGES = {
    "ehc-request-details": "EHC Request Details",
    "ehc-involvements": "SEN Involvements",
    "ehc-items-to-view": "Items to view",
    "ehc-items-to-complete": "Items to complete",
    "ehc-messages": "Messages",
}


def words(element):
    return " ".join(element.text.split())


def rows(page):
    return [
        [words(cell) for cell in row.select("th, td")]
        for row in page.select(".ehc-table tr")
    ]


@pytest.mark.parametrize(("name", "title"), CASE_PAGES.items())
def test_each_page_has_the_bars_of_the_guide(page_of, anitas_case, name, title):
    page = page_of(anitas_case, name, "anita")

    assert page.h1.text == title
    assert [item.text for item in page.select(".ehc-side a")] == [
        "Back to EHC Dashboard",
        *CASE_PAGES.values(),
    ]
    assert page.select_one(".ehc-side [aria-current=page]").text == title
    assert [item.text for item in page.select(".ehc-bar > ul > li > a")] == [
        "Portal Home",
        "Help & Support",
        "View My Submitted Forms",
    ]
    assert page.select_one(".ehc-user summary").text == "Anita Rixon"
    links = page.select(".ehc-back a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Back to EHC Dashboard", anitas_case.absolute_url())
    ]


@pytest.mark.parametrize("name", ["ehc-dashboard", *CASE_PAGES])
def test_no_page_is_kept_by_a_cache(page_of, anitas_case, name):
    page_of(anitas_case, name, "anita")

    response = anitas_case.REQUEST.response
    assert response.getHeader("Cache-Control") == "no-store, private"


def test_request_details_tell_every_date_with_its_weekday(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-request-details", "anita")

    assert "you can review these at any point in the process." in words(page)
    assert rows(page)[:3] == [
        ["Stage", "State", "Last day", "Completed"],
        ["Request/Application", "Done", "No date in law", "Sunday 1 September 2024"],
        [
            "Request Outcome",
            "In progress",
            "Sunday 13 October 2024, 9 days from now",
            "-",
        ],
    ]


def test_an_earlier_target_is_told_beside_the_legal_day(page_of, anitas_case):
    anitas_case.objectValues()[1].due_date = date(2024, 10, 9)

    page = page_of(anitas_case, "ehc-request-details", "anita")

    assert rows(page)[2][2] == (
        "Sunday 13 October 2024, 9 days from now Target: Wednesday 9 October 2024"
    )


@pytest.mark.parametrize(
    ("day", "away"),
    [
        ((2024, 10, 13), "today"),
        ((2024, 10, 12), "tomorrow"),
        ((2024, 10, 14), "yesterday"),
        ((2024, 10, 1), "12 days from now"),
        ((2024, 10, 22), "9 days ago"),
    ],
)
def test_a_last_day_is_told_in_words(page_of, anitas_case, clock, day, away):
    clock.set(*day)

    page = page_of(anitas_case, "ehc-request-details", "anita")

    assert rows(page)[2][2] == f"Sunday 13 October 2024, {away}"


def test_what_the_case_has_set_gives_the_family_its_own_days(page_of, anitas_case):
    anitas_case.draft_served = date(2024, 9, 30)
    anitas_case.decision_sent = date(2024, 10, 1)
    anitas_case.certificate_issued = date(2024, 10, 2)

    page = page_of(anitas_case, "ehc-request-details", "anita")

    facts = [words(item) for item in page.select(".ehc-facts")[1].select("dt, dd")]
    assert facts == [
        "Comment on the draft plan",
        "Last day: Monday 14 October 2024, 10 days from now",
        "Contact a mediation adviser",
        "Last day: Sunday 1 December 2024, 58 days from now",
        "Appeal to the tribunal",
        "Last day: Sunday 1 December 2024, 58 days from now",
    ]


def test_the_house_rules_move_every_page_alike(page_of, anitas_case):
    api.portal.set_registry_record("ehc.count_receipt_day", True)

    details = page_of(anitas_case, "ehc-request-details", "anita")
    dashboard = page_of(anitas_case, "ehc-dashboard", "anita")

    assert rows(details)[2][2].startswith("Saturday 12 October 2024")
    assert words(dashboard).count("12 Oct 2024") == 2
    assert "13 Oct 2024" not in words(dashboard)


def test_a_council_may_give_more_days_to_comment(page_of, anitas_case):
    anitas_case.draft_served = date(2024, 9, 30)
    api.portal.set_registry_record("ehc.comment_days", 20)

    page = page_of(anitas_case, "ehc-request-details", "anita")

    assert "Last day: Saturday 19 October 2024" in words(page)


def test_the_printed_page_carries_its_date_and_no_bars(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-print", "anita")

    assert "Made on 04 Oct 2024 12:00." in words(page)
    assert page.h1.text == "EHC Assessment and Plan - Tony Bread"
    assert page.select("nav") == []
    cells = [[words(c) for c in row.select("th, td")] for row in page.select("tr")]
    assert cells[2] == ["Request Outcome", "In progress", "13 Oct 2024", ""]


def test_involvements_name_the_coordinator_first(page_of, anitas_case):
    anitas_case.involvements = ("EHM - Business Support Staff",)

    page = page_of(anitas_case, "ehc-involvements", "anita")

    assert [words(item) for item in page.select(".ehc-main li")] == [
        "Robert Coombes (EHCP Coordinator)",
        "EHM - Business Support Staff",
        # Under a heading of its own: who was the contact, and from when to when.
        "Robert Coombes, since 04 Oct 2024",
    ]


def test_items_to_view_are_a_table_of_three_columns(page_of, anitas_case):
    document = make_document(anitas_case)

    page = page_of(anitas_case, "ehc-items-to-view", "anita")

    assert page.h2.text == "Tony Bread's Documents you have been sent"
    assert rows(page) == [
        ["Published Date", "Document Date", "Description"],
        [
            "04 Oct 2024",
            "02 Sep 2024",
            (
                "EHCP - Information Requested (PDF, 1 KB) New "
                "Download EHCP - Information Requested"
            ),
        ],
    ]
    assert [link["href"] for link in page.select(".ehc-table a")] == [
        f"{document.absolute_url()}/@@display-file/file",
        f"{document.absolute_url()}/@@download/file",
    ]


def test_a_withdrawn_document_is_named_with_its_reason_and_not_offered(
    page_of, anitas_case
):
    document = put_into(make_document(anitas_case), "withdrawn")
    document.withdrawal_reason = "It had a wrong date in it."

    page = page_of(anitas_case, "ehc-items-to-view", "anita")

    assert rows(page)[1][2] == (
        "EHCP - Information Requested Withdrawn: It had a wrong date in it."
    )
    assert page.select(".ehc-table a") == []


def test_items_to_complete_say_that_there_is_nothing(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-items-to-complete", "anita")

    headings = [heading.text for heading in page.select(".ehc-main h2")]
    assert headings == ["Items to complete for Tony Bread", "Forms you can start"]
    assert "There are no items for you to complete" in words(page)


def test_a_returned_form_says_why(page_of, anitas_case, council):
    form = make_form(anitas_case, state="submitted")
    form.submitted_at = datetime(2024, 10, 3, 16, 17, tzinfo=UTC)
    with api.env.adopt_roles(["Manager"]):
        return_form(form, "A page is missing.", date(2024, 10, 11))

    page = page_of(anitas_case, "ehc-items-to-complete", "anita")

    assert words(page.select_one(".ehc-main .ehc-list")) == (
        "Parental views Returned: A page is missing. Last day: 11 October 2024"
    )
    page = page_of(council.ehc, "ehc-submitted-forms", "anita")
    assert rows(page)[1] == [
        "03 Oct 2024 17:17",
        "Parental views Returned to you: A page is missing.",
    ]


def test_messages_are_a_table_of_four_columns_with_the_newest_first(
    page_of, anitas_case, clock
):
    with api.env.adopt_user(username="robert"):
        make_message(anitas_case, "EHC Handover to new team")
        clock.set(2024, 10, 5)
        make_message(anitas_case, "Thank you")

    page = page_of(anitas_case, "ehc-messages", "anita")

    assert page.h2.text == "Tony Bread's Inbox"
    assert [row[0] for row in rows(page)] == [
        "Date",
        "05 Oct 2024 12:00",
        "04 Oct 2024 12:00",
    ]
    assert rows(page)[2][2:] == ["Anita Rixon", "EHC Handover to new team New"]


def test_the_page_of_a_message_shows_its_text_as_text(page_of, anitas_case):
    message = make_message(anitas_case)
    message.text = "One line\n<b>another</b>"

    page = page_of(message, "ehc-message", "anita")

    assert page.select_one(".ehc-text").text == "One line\n<b>another</b>"
    assert "it is NOT possible to reply to this message via the Portal" in words(page)


def test_a_draft_of_a_message_tells_staff_that_it_is_one(page_of, anitas_case):
    message = make_message(anitas_case, state="draft")

    page = page_of(message, "ehc-message", "robert")

    assert "This is a draft. The family does not see it." in words(page)


def test_submitted_forms_are_listed_with_their_moment(page_of, anitas_case, council):
    form = make_form(anitas_case, state="submitted")
    form.submitted_at = datetime(2024, 10, 3, 16, 17, tzinfo=UTC)

    page = page_of(council.ehc, "ehc-submitted-forms", "anita")

    assert rows(page) == [
        ["Submitted", "Form"],
        ["03 Oct 2024 17:17", "Parental views"],
    ]


def test_the_account_shows_each_child_that_the_person_may_see(
    page_of, anitas_case, family, council
):
    other = make_case(family, "Rob Test")
    make_case(family, "Tracy Tester")
    give_access("anita", other)

    page = page_of(council.ehc, "ehc-account", "anita")

    assert [h.text for h in page.select(".ehc-child h2")] == ["Tony Bread", "Rob Test"]
    assert [link["href"] for link in page.select(".ehc-enter")] == [
        anitas_case.absolute_url(),
        other.absolute_url(),
    ]
    child = page.select_one(".ehc-child")
    assert [words(h) for h in child.select("h3")] == [
        "Details",
        "My Messages (0)",
        "Involvements",
        "Items to view",
        "Items to complete (0)",
    ]
    assert "Name Tony Bread Date of Birth 3 Mar 2020 Gender Male" in words(child)


def test_the_account_of_a_stranger_says_so(page_of, case, council, tracy):
    page = page_of(council.ehc, "ehc-account", "tracy")

    assert "You do not have access to an assessment." in words(page)
    assert page.select(".ehc-child") == []


def test_help_leads_to_the_pages_of_the_council_and_names_the_coordinator(
    page_of, anitas_case, council
):
    council.ehc.support_email = "help@example.org"

    page = page_of(council.ehc, "ehc-help", "anita")

    links = [link.text for link in page.select(".ehc-main a")]
    assert links == ["Help & Support", "Local Offer", "help@example.org"]
    assert "EHCP Coordinator - Robert Coombes" in words(page)


def test_every_page_links_the_privacy_notice_and_the_accessibility_statement(
    page_of, anitas_case
):
    page = page_of(anitas_case, "ehc-messages", "anita")

    links = [link.text for link in page.select(".ehc-small-print a")]
    assert links == ["Privacy", "Accessibility"]


def test_who_was_asked_for_advice_is_told_with_its_dates(page_of, anitas_case, clock):
    advice.ask(anitas_case, ["Social Care", "Physiotherapy"], date(2024, 10, 1))
    first = anitas_case.advice_requests[0]
    advice.correct(anitas_case, replace(first, received=date(2024, 10, 4)))
    clock.set(2024, 11, 15)

    page = page_of(anitas_case, "ehc-involvements", "anita")

    assert rows(page) == [
        ["Services", "Date Requested", "Due by", "Received"],
        ["Social Care", "01 Oct 2024", "12 Nov 2024", "04 Oct 2024"],
        [
            "Physiotherapy",
            "01 Oct 2024",
            "12 Nov 2024",
            "Not yet Late: was due on 12 Nov 2024",
        ],
    ]
    assert "Each has six weeks to answer." in words(page)
    assert page.table.select("td")[0]["data-label"] == "Date Requested"


def test_advice_that_may_come_later_says_why(page_of, anitas_case, clock):
    advice.ask(anitas_case, ["Social Care"], date(2024, 10, 1))
    (asked,) = anitas_case.advice_requests
    lifted = replace(asked, clause=AdviceClause.MISSED_APPOINTMENT)
    advice.correct(anitas_case, lifted)
    clock.set(2024, 11, 15)

    page = page_of(anitas_case, "ehc-involvements", "anita")

    assert rows(page)[1][2:] == [
        "12 Nov 2024 It may come later: An appointment was missed",
        "Not yet",
    ]


def test_without_requests_for_advice_nothing_is_said_of_them(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-involvements", "anita")

    assert "Information Requested" not in words(page)
