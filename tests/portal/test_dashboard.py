"""The dashboard of a case says what the guide's does, from one reading of the case."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_form
from factories import make_message
from factories import put_into
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.exemptions import Exemption
from plone import api


def stages(page):
    return {
        item.select_one(".ehc-stage-title").text: item
        for item in page.select(".ehc-tracker > li")
    }


def words(element):
    return " ".join(element.text.split())


def panel(page, heading):
    return next(
        words(section)
        for section in page.select(".ehc-panel")
        if section.find(["h2", "h3"]).text.strip().startswith(heading)
    )


def test_it_has_the_title_of_the_guide(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert page.h1.text == "EHC Assessment and Plan - Tony Bread"


def test_the_tracker_is_an_ordered_list_of_all_stages(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert page.select_one(".ehc-tracker").name == "ol"
    assert list(stages(page)) == [
        "Request/Application",
        "Request Outcome",
        "Gathering advice",
        "Decision to issue a plan",
        "Draft plan",
        "Consultation with schools",
        "Final plan",
        "Annual review",
    ]


def test_each_state_is_a_word_and_an_icon(page_of, anitas_case):
    shown = stages(page_of(anitas_case, "ehc-dashboard", "anita"))

    states = {
        title: (words(item.select_one(".ehc-stage-state")), item.svg.use["href"][-9:])
        for title, item in list(shown.items())[:4]
    }
    assert states == {
        "Request/Application": ("Done", ".svg#done"),
        "Request Outcome": ("In progress", "_progress"),
        "Gathering advice": ("Next", ".svg#next"),
        "Decision to issue a plan": ("Later", "svg#later"),
    }


def test_the_tracker_and_the_panel_tell_the_same_legal_day(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert "Request Received: 01 Sep 2024" in words(stages(page)["Request/Application"])
    assert "Request Outcome Due: 13 Oct 2024" in words(stages(page)["Request Outcome"])
    assert "Request Outcome due: 13 Oct 2024" in panel(page, "EHC Process Dates")


def test_the_panel_of_dates_tells_who_asked(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert (
        "Date request made: 01 Sep 2024 Who the request was from: Education Setting"
        in panel(page, "EHC Process Dates")
    )


def test_a_late_stage_says_since_when(page_of, anitas_case, clock):
    clock.set(2024, 10, 22)

    shown = stages(page_of(anitas_case, "ehc-dashboard", "anita"))

    assert "Late: was due on 13 Oct 2024, 9 days ago" in words(shown["Request Outcome"])


def test_a_late_stage_is_explained_while_it_is_late(page_of, anitas_case, clock):
    anitas_case.objectValues()[1].explanation = "We wait for the school's letter."

    before = stages(page_of(anitas_case, "ehc-dashboard", "anita"))["Request Outcome"]
    clock.set(2024, 10, 22)
    after = stages(page_of(anitas_case, "ehc-dashboard", "anita"))["Request Outcome"]

    assert "We wait for the school's letter." not in words(before)
    assert "9 days ago We wait for the school's letter." in words(after)


def test_an_exempt_stage_says_why_and_not_that_it_is_late(page_of, anitas_case, clock):
    clock.set(2024, 10, 22)
    stage = anitas_case.objectValues()[1]
    stage.exemptions = (
        Exemption(
            Deadline.REQUEST_OUTCOME,
            Clause.AWAY,
            date(2024, 9, 2),
            date(2024, 10, 7),
            who="child",
            evidence="A letter <b>seen</b>",
            text="You were away <b>for five weeks</b>.",
            recorded_by="robert",
            recorded_at=clock.moment,
        ),
    )

    shown = stages(page_of(anitas_case, "ehc-dashboard", "anita"))["Request Outcome"]

    assert "Exempt: You were away <b>for five weeks</b>." in words(shown)
    assert "Late" not in words(shown)
    assert "A letter" not in words(shown)


def test_the_stage_is_explained_in_the_words_of_its_guide(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    text = words(page.select_one(".ehc-happening"))
    assert text.startswith("What happens in this stage? People from education, health")


def test_the_coordinator_is_named(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    name = page.select_one(".ehc-coordinator").text
    assert name == "EHCP Coordinator - Robert Coombes"


def test_empty_panels_say_so_in_the_words_of_the_guide(page_of, anitas_case):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert panel(page, "Forms you can start or awaiting completion") == (
        "Forms you can start or awaiting completion (0) No items to complete "
        "Forms you can start Parental Supporting Documents"
    )
    assert panel(page, "New Messages") == (
        "New Messages (Click to view all) (0) No New Messages"
    )


def test_panels_list_what_is_new(page_of, anitas_case):
    make_message(anitas_case)
    make_document(anitas_case)
    make_form(anitas_case)

    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert "(1) EHC Handover to new team" in panel(page, "New Messages")
    assert "EHCP - Information Requested (PDF, 1 KB)" in panel(page, "Documents")
    assert "(1) Parental views" in panel(page, "Forms")


def test_drafts_of_staff_show_to_nobody(page_of, anitas_case):
    make_message(anitas_case, state="draft")
    make_document(anitas_case, state="draft")

    for person in ("anita", "robert"):
        page = page_of(anitas_case, "ehc-dashboard", person)
        assert "No New Messages" in panel(page, "New Messages")
        assert "No items to view" in panel(page, "Documents")


def test_a_closed_case_says_how_it_ended(page_of, anitas_case):
    put_into(anitas_case, "closed")
    anitas_case.ending = "no_plan"

    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert "This assessment has ended: No plan" in words(page.select_one(".alert"))


def test_the_local_offer_leads_to_a_page_of_the_site(page_of, anitas_case, council):
    page = page_of(anitas_case, "ehc-dashboard", "anita")

    link = page.select_one(".ehc-local-offer a")
    assert (link.text, link["href"]) == (
        "Local Offer",
        council.local_offer.absolute_url(),
    )


def test_a_page_that_is_moved_keeps_its_link(page_of, anitas_case, council):
    with api.env.adopt_roles(["Manager"]):
        api.content.rename(council.local_offer, "offer-of-the-county")

    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert page.select_one(".ehc-local-offer a")["href"].endswith(
        "/offer-of-the-county"
    )


def test_a_page_made_private_disappears(page_of, anitas_case, council):
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(council.local_offer, "retract")

    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert page.select_one(".ehc-local-offer") is None


def test_a_deleted_page_disappears(page_of, anitas_case, council):
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(council.local_offer, check_linkintegrity=False)

    page = page_of(anitas_case, "ehc-dashboard", "anita")

    assert page.select_one(".ehc-local-offer") is None


def test_the_name_of_a_child_is_text_and_nothing_else(page_of, family, anita):
    case = make_case(family, "Tony <script>alert(1)</script> Bread")
    give_access("anita", case)

    page = page_of(case, "ehc-dashboard", "anita")

    assert page.h1.script is None
    assert "<script>alert(1)</script>" in page.h1.text
