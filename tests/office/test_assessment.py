"""Staff accept a request that came online, or note it beside a case."""

from hcc.ehcportal.access.assessments import receive
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.content.assessment import waiting_requests
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from papers import pdf
from plone.namedfile.file import NamedBlobFile

import pytest


FACTS = {
    "source": "health",
    "adult": "Anita Rixon",
    "address": "anita@example.org",
    "child": "Tina Bread",
    "setting": "Mill Lane Primary School",
    "why": "She cannot <b>follow</b>.",
    "help": "",
    "professional": "Rob Test, paediatrician",
}


@pytest.fixture
def requested(council, case, letters):
    """The case that was made of a request; Tony has one of his own."""
    born = case.date_of_birth
    receive(council.ehc, date_of_birth=born, **FACTS)
    cases = [c for f in council.families.objectValues() for c in f.objectValues()]
    (made,) = [each for each in cases if each.title == "Tina Bread"]
    letters.clear()
    return made


def test_it_waits_in_the_worklist_and_says_all_of_it(coordinator, council, requested):
    coordinator.visit(council.ehc, "worklist?show=requests&cases=all")
    coordinator.getLink("Tina Bread").click()

    for words in (
        "Health service, 04 Oct 2024",
        "Rob Test, paediatrician",
        "Anita Rixon, anita@example.org",
        "Mill Lane Primary School",
        "She cannot <b>follow</b>.",
        "This email is not confirmed",
    ):
        assert words in coordinator.text
    assert "Needs assessment requested online" in coordinator.text


def test_what_came_with_it_is_on_the_page_and_not_the_familys(
    coordinator, mother, council, case, letters
):
    file = NamedBlobFile(pdf(), "application/pdf", "report.pdf")
    facts = {**FACTS, "child": "Tony Bread", "date_of_birth": case.date_of_birth}
    receive(council.ehc, files=[file], **facts)

    coordinator.visit(case, "ehc-case")
    assert "Documents that came with it report.pdf" in coordinator.text
    coordinator.getLink("report.pdf").click()
    assert coordinator.headers["content-type"] == "application/pdf"
    (report,) = [i for i in case.objectValues() if i.portal_type == "EHCDocument"]
    assert mother.visit(report, "@@download/file").is_refused
    assert "report.pdf" not in mother.visit(case).text


def test_what_is_held_cannot_be_opened(coordinator, council, case, letters):
    file = NamedBlobFile(pdf(), "application/pdf", "report.pdf")
    mark_as(file, WAITING)
    facts = {**FACTS, "child": "Tony Bread", "date_of_birth": case.date_of_birth}
    receive(council.ehc, files=[file], **facts)

    coordinator.visit(case, "ehc-case")
    assert "report.pdf Held back: the virus scanner" in coordinator.text
    coordinator.getLink("report.pdf").click()
    assert coordinator.headers["status"].startswith("403")


def test_accepting_opens_the_case_and_invites_the_adult(
    coordinator, requested, letters
):
    coordinator.visit(requested, "ehc-case").getLink("Accept as request").click()
    assert coordinator.value("name") == "Anita Rixon"
    assert coordinator.value("address") == "anita@example.org"
    coordinator.fill(relationship="mother", reason="Checked with the surgery.")
    coordinator.press("Accept and invite")

    assert state_of(requested) == "open"
    assert waiting_requests(requested) == []
    (invitation,) = Invitations(requested.__parent__).all()
    assert (invitation.address, invitation.case) == (
        "anita@example.org",
        requested.getId(),
    )
    assert [letter.to for letter in letters] == ["anita@example.org"]
    assert coordinator.url.endswith("/ehc-case")
    assert "Accept as request" not in coordinator.text


def test_without_a_reason_nothing_is_done(coordinator, requested, letters):
    coordinator.visit(requested, "ehc-accept-request")
    coordinator.fill(relationship="mother").press("Accept and invite")

    assert state_of(requested) == "preparing"
    assert letters == []


def test_twice_is_once(coordinator, requested):
    coordinator.visit(requested, "ehc-accept-request")
    coordinator.fill(relationship="mother", reason="Checked.")
    coordinator.press("Accept and invite")

    coordinator.visit(requested, "ehc-accept-request")

    assert "No request waits in this case." in coordinator.text


def test_another_request_for_a_child_with_a_case_is_noted(
    coordinator, council, case, letters
):
    facts = {**FACTS, "child": "Tony Bread"}
    receive(council.ehc, date_of_birth=case.date_of_birth, **facts)

    coordinator.visit(case, "ehc-case").getLink("Note the request").click()
    coordinator.press("It is dealt with")

    assert waiting_requests(case) == []
    assert "Needs assessment requested once more" in coordinator.text
    assert "Note the request" not in coordinator.text


def test_the_family_sees_nothing_of_it(mother, council, case, letters):
    facts = {**FACTS, "child": "Tony Bread"}
    receive(council.ehc, date_of_birth=case.date_of_birth, **facts)

    assert "paediatrician" not in mother.visit(case).text
    assert mother.visit(case, "ehc-accept-request").is_refused
