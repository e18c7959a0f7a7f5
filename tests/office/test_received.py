"""Staff read what a family sent, receive it, return it and pass its files on."""

from datetime import date
from datetime import datetime
from datetime import UTC
from factories import make_form
from factories import put_into
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.forms.returning import return_form
from plone import api

import pytest
import transaction


PAGE = "ehc-sent-form"

QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="hopes" type="zope.schema.Text">
    <title>What do you hope for?</title></field>
  <field name="school" type="collective.easyform.fields.Label">
    <title>About school</title></field>
  <field name="likes" type="zope.schema.Bool"><title>Do you like it?</title></field>
  <field name="since" type="zope.schema.Date"><title>Since when?</title></field>
</schema></model>
"""


@pytest.fixture
def form(case, anita):
    """What Anita has sent."""
    form = make_form(case, state="submitted")
    form.questions = QUESTIONS
    form.answers = {"hopes": "<b>A friend</b>\nand a taxi", "likes": True}
    form.submitted_at = datetime(2024, 10, 3, 16, 17, tzinfo=UTC)
    form.submitted_by = anita
    form.receipt = "2F7K-9HRW-4X6M"
    return form


def facts(visitor):
    """Return what stands by each term of the page."""
    return {
        " ".join(dt.text_content().split()): " ".join(
            dt.getnext().text_content().split()
        )
        for dt in visitor.parsed.cssselect("#content dt")
    }


def test_every_question_stands_with_its_answer(coordinator, form):
    coordinator.visit(form, PAGE)

    assert facts(coordinator) == {
        "State": "Received, waits for you",
        "Sent by the family": "03 Oct 2024 17:17, Anita Rixon",
        "Receipt number": "2F7K-9HRW-4X6M",
        "What do you hope for?": "<b>A friend</b> and a taxi",
        "Do you like it?": "Yes",
        "Since when?": "Not answered",
    }
    assert coordinator.parsed.cssselect("h3")[0].text == "About school"
    (child,) = coordinator.parsed.cssselect(".lead a")
    assert (child.text, child.get("href")[-9:]) == ("Tony Bread", "/ehc-case")


def test_its_files_leave_by_the_safe_download(coordinator, form):
    coordinator.visit(form, PAGE).getLink("a-letter.pdf").click()

    assert coordinator.headers["content-security-policy"].endswith("sandbox")
    assert coordinator.headers["content-type"] == "application/pdf"


def test_it_is_received_with_one_click_and_the_family_is_told_nothing(
    coordinator, form, case
):
    coordinator.visit(form, PAGE).press("Mark as received")

    assert state_of(form) == "received"
    assert "Parental views: Marked as received." in coordinator.text
    coordinator.visit(form, PAGE)
    assert facts(coordinator)["State"] == "Marked as received"
    assert not coordinator.parsed.cssselect("form[action*=transition]")


def test_it_is_returned_with_a_reason_and_a_last_day(coordinator, form, case):
    coordinator.visit(form, PAGE).getLink("Return to the family").click()
    coordinator.fill(return_reason="A page is missing.", last_day="2024-10-11")
    coordinator.press("Return")

    copy = copy_made_of(form)
    assert (copy.return_reason, copy.last_day) == (
        "A page is missing.",
        date(2024, 10, 11),
    )
    assert coordinator.url.endswith(PAGE)
    assert "Returned to the family: A page is missing." in coordinator.text
    assert "It is asked for by 11 Oct 2024." in coordinator.text
    (row,) = coordinator.visit(case, "ehc-case").rows("Forms")
    assert row[1] == "Returned to the family, asked for by 11 Oct 2024"


def test_a_last_day_that_has_passed_is_refused_and_nothing_typed_is_lost(
    coordinator, form
):
    coordinator.visit(form, "@@ehc-return")
    coordinator.fill(return_reason="A page is missing.", last_day="2024-10-03")
    coordinator.press("Return")

    assert "This day has passed." in coordinator.error_by("last_day")
    assert coordinator.value("return_reason") == "A page is missing."
    assert state_of(form) == "submitted"


def test_it_is_not_returned_while_the_case_is_closed(visitor, rob, form, case):
    put_into(case, "closed")
    manager = visitor(rob)

    assert "Return to the family" not in manager.visit(form, PAGE).text
    assert "while the case is open" in manager.visit(form, "@@ehc-return").text


@pytest.fixture
def returned(form, robert):
    with api.env.adopt_user(username=robert):
        return_form(form, "A page is missing.")
    return form


def test_what_was_sent_first_and_what_was_sent_again_lead_to_each_other(
    coordinator, returned, anita
):
    copy = copy_made_of(returned)
    with api.env.adopt_user(username=anita):
        copy.typed = {"hopes": "A friend", "likes": "true", "since": "2024-09-02"}
    put_into(copy, "submitted")

    coordinator.visit(returned, PAGE).getLink("They have sent it again").click()

    assert coordinator.url == f"{copy.absolute_url()}/{PAGE}"
    coordinator.getLink("The form as they sent it first").click()
    assert coordinator.url == f"{returned.absolute_url()}/{PAGE}"


def test_the_draft_of_the_family_is_nobody_elses(coordinator, mother, returned):
    copy = copy_made_of(returned)

    assert coordinator.visit(copy, PAGE).is_refused
    mother.visit(copy, PAGE)
    assert PAGE not in mother.url


def test_a_family_has_its_own_page_of_what_it_sent(mother, form):
    assert mother.visit(form, PAGE).url.rstrip("/") != f"{form.absolute_url()}/{PAGE}"
    assert "Mark as received" not in mother.text


class TestPublishing:
    def test_a_file_becomes_a_draft_and_stays_with_the_form(
        self, coordinator, form, case
    ):
        coordinator.visit(form, PAGE)
        coordinator.getControl("Publish as a document a-letter.pdf").selected = True
        coordinator.press("Continue to check and publish")

        (draft,) = documents(case)
        assert coordinator.url.endswith("/ehc-check-documents")
        assert (draft.title, state_of(draft)) == ("A letter", "draft")
        (attachment,) = form.objectValues()
        assert draft.file.data == attachment.file.data
        assert draft.file._blob is not attachment.file._blob
        coordinator.press("Publish to family")
        assert state_of(draft) == "published"
        told = [row[2] for row in coordinator.visit(case, "ehc-case").rows("History")]
        assert told[:2] == ["Published Document: A letter", "Made Document: A letter"]

    def test_a_file_that_is_held_back_is_passed_on_by_nobody(
        self, coordinator, form, case
    ):
        (attachment,) = form.objectValues()
        coordinator.visit(form, PAGE)
        coordinator.getControl("Publish as a document a-letter.pdf").selected = True
        mark_as(attachment.file, WAITING)
        transaction.commit()

        coordinator.press("Continue to check and publish")

        assert documents(case) == []
        assert "Held back: the virus scanner" in coordinator.text
        assert not coordinator.parsed.cssselect("[name^=publish-]")

    def test_nothing_ticked_says_so(self, coordinator, form, case):
        coordinator.visit(form, PAGE).press("Continue to check and publish")

        assert "Tick at least one file to be published." in coordinator.text
        assert documents(case) == []

    def test_what_families_cannot_be_given_is_named_and_stays_ticked(
        self, coordinator, form, case
    ):
        (attachment,) = form.objectValues()
        attachment.file.filename = "a-letter.docx"
        coordinator.visit(form, PAGE)
        coordinator.getControl("Publish as a document a-letter.docx").selected = True

        coordinator.press("Continue to check and publish")

        assert "What is in this file is not what its name ends in" in coordinator.text
        tick = coordinator.getControl("Publish as a document a-letter.docx")
        assert tick.selected
        assert documents(case) == []

    def test_it_takes_the_token_of_the_page(self, coordinator, form, case):
        (attachment,) = form.objectValues()
        address = f"{form.absolute_url()}/{PAGE}"

        coordinator.send(address, {f"publish-{attachment.getId()}": "1"})

        assert documents(case) == []

    def test_a_closed_case_offers_a_coordinator_nothing(self, coordinator, form, case):
        put_into(case, "closed")

        coordinator.visit(form, PAGE)

        assert "a-letter.pdf" in coordinator.text
        assert "Publish as a document" not in coordinator.text


def documents(case):
    transaction.begin()
    return [item for item in case.objectValues() if item.portal_type == "EHCDocument"]


def test_the_history_says_what_became_of_it(coordinator, form, case, robert):
    with api.env.adopt_user(username=robert):
        api.content.transition(form, "receive")
        return_form(form, "A page is missing.")

    told = [row[2] for row in coordinator.visit(case, "ehc-case").rows("History")]

    assert told[:2] == [
        "Returned Form: Parental views",
        "Marked as received Form: Parental views",
    ]
