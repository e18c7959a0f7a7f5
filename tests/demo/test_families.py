"""The families of the demonstration, read as the pages read them."""

from datetime import date
from hcc.ehcportal.access.invitations import find
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import APPROVED
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.demo.clock import TODAY
from hcc.ehcportal.demo.letters import SERVICES
from hcc.ehcportal.demo.mailbox import mail_files
from hcc.ehcportal.demo.mailbox import read_mail
from hcc.ehcportal.process.deadlines import Clause

import re


def states(overview):
    return {stage.reading.key: stage.reading.state.value for stage in overview.stages}


def reading(overview, key):
    return next(stage.reading for stage in overview.stages if stage.reading.key == key)


def test_tony_is_the_child_of_the_guide(seen_by):
    tony = seen_by("anita", "Tony Bread")
    assert (tony.date_of_birth, tony.reference) == (date(2020, 3, 3), "6427917")
    assert tony.gender.default == "Male"
    assert tony.request_received == date(2024, 9, 1)
    assert tony.request_source.default == "Education Setting"
    assert tony.coordinator == "Robert Coombes"
    assert tony.involvements == ("EHM - Business Support Staff",)
    assert tony.state == "open"
    assert tony.today == TODAY.date() == date(2024, 10, 4)


def test_tony_waits_for_the_outcome_of_the_request(seen_by):
    tony = seen_by("anita", "Tony Bread")
    assert tony.current.title == "Request Outcome"
    assert states(tony) == {
        "request": "done",
        "request_outcome": "in_progress",
        "advice": "next",
        "plan_decision": "later",
        "draft_plan": "later",
        "consultation": "later",
        "final_plan": "later",
        "review": "later",
    }
    assert reading(tony, "request").completed_on == date(2024, 9, 1)
    assert not any(stage.reading.is_late for stage in tony.stages)
    assert [link.title for link in tony.local_offer] == ["Local Offer"]


def test_tony_has_the_document_of_the_guide(seen_by, cases):
    (document,) = seen_by("anita", "Tony Bread").documents
    assert document.title == "EHCP - Information Requested - 6427917"
    assert document.file_type == "RTF"
    assert document.published_on == document.document_date == date(2024, 10, 3)
    stored = cases["Tony Bread"][document.url.rpartition("/")[2]]
    assert stored.file.filename == f"{document.title}.rtf"
    assert b"Child & Family Clinic (CAMHS)" in stored.file.data


def test_tony_has_the_message_of_the_guide(seen_by):
    (message,) = seen_by("anita", "Tony Bread").new_messages
    assert message.subject == "EHC Handover to new team"
    assert message.sender == "Robert Coombes"
    assert message.recipients == ("Anita Rixon",)
    sent_at = message.sent_at.astimezone(ENGLAND)
    assert f"{sent_at:%d %b %Y %H:%M}" == "03 Oct 2024 17:17"


def test_ivy_is_at_the_draft_plan_and_late(seen_by):
    ivy = seen_by("helen", "Ivy Marlow")
    assert ivy.current.title == "Draft plan"
    assert ivy.current.reading.late_days == 14
    final = reading(ivy, "final_plan")
    assert (final.legal_day, final.late_days) == (date(2024, 8, 20), 45)


def test_an_exemption_lifts_one_deadline_of_ivys(seen_by, user_id):
    ivy = seen_by("helen", "Ivy Marlow")
    decision = reading(ivy, "plan_decision")
    assert decision.completed_on > decision.legal_day
    assert not decision.is_late
    exemption = decision.exemption
    assert exemption.clause is Clause.AWAY
    assert (exemption.end - exemption.start).days >= 28
    assert exemption.text
    assert exemption.recorded_by == user_id("robert")
    assert [s.reading.key for s in ivy.stages if s.reading.exemption] == [
        "plan_decision"
    ]


def test_ivys_mother_has_read_one_message_of_two(seen_by):
    ivy = seen_by("helen", "Ivy Marlow")
    assert [message.is_read for message in ivy.messages] == [False, True]
    assert [document.file_type for document in ivy.documents] == ["PDF", "RTF"]


def test_a_parent_of_two_children_has_two_open_cases(seen_by):
    dev, leela = (seen_by("priya", child) for child in ("Dev Shah", "Leela Shah"))
    assert dev.state == leela.state == "open"
    assert dev.current.title == "Gathering advice"
    assert leela.current.title == "Request Outcome"


def test_the_access_of_one_of_ellas_parents_has_ended(cases, user_id):
    family = cases["Ella Owen"].aq_parent
    grants = {grant.adult: grant for grant in AccessRegister(family).grants()}
    ended = grants[user_id("martin")]
    assert (ended.end, bool(ended.reason)) == (date(2024, 8, 31), True)
    assert grants[user_id("grace")].holds_on(TODAY.date())
    assert {grant.granted_by for grant in grants.values()} == {user_id("robert")}


def test_anita_asked_for_the_access_that_she_has(site, cases, user_id):
    (request,) = Requests(site["ehc"]).of(user_id("anita"))
    assert (request.child_name, request.state) == ("Tony Bread", APPROVED)
    assert request.case[1] == cases["Tony Bread"].getId()


def test_a_request_of_ellas_father_waits(site, user_id):
    (request,) = Requests(site["ehc"]).waiting()
    assert (request.user_id, request.child_name) == (user_id("martin"), "Ella Owen")


def test_an_invitation_to_ellas_case_waits_and_its_link_works(site, cases):
    (mail,) = (
        mail
        for path in mail_files()
        if (mail := read_mail(path))["To"] == "tracy.tester@example.org"
    )
    (token,) = re.findall(r"token=(\S+)", mail.get_body().get_content())

    found = find(site["ehc"], token)

    assert (found.case, found.invitation.name) == (cases["Ella Owen"], "Tracy Tester")
    assert found.invitation.standing(TODAY) == "waiting"


def test_sams_case_ended_without_a_plan(seen_by):
    sam = seen_by("joan", "Sam Fletcher")
    assert (sam.state, sam.ending.default) == ("closed", "No plan")
    assert states(sam)["plan_decision"] == "done"
    assert states(sam)["final_plan"] == "ended"
    assert not any(stage.reading.is_late for stage in sam.stages)


def test_nothing_in_an_address_tells_a_name(cases):
    for child, case in cases.items():
        address = case.absolute_url().lower()
        assert not any(name.lower() in address for name in child.split())


def test_tonys_services_are_those_of_the_guide_whose_days_have_come(seen_by):
    asked = {
        (entry.service, f"{entry.requested:%d-%b-%Y}")
        for entry in seen_by("anita", "Tony Bread").advice
    }
    assert asked == {(service, day) for service, day in SERVICES if day <= "04"}
    assert len(asked) == 4


def test_one_adviser_of_ivys_is_late(seen_by):
    late = [entry for entry in seen_by("helen", "Ivy Marlow").advice if entry.is_late]
    assert [(entry.service, entry.due) for entry in late] == [
        ("Speech and Language Therapy", date(2024, 6, 21))
    ]
