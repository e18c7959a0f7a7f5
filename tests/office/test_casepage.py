"""The page of a case, on which a coordinator does everything with one click."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_form
from factories import make_message
from factories import put_into
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.states import state_of
from plone import api
from plone.locking.interfaces import ILockable
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


PAGE = "ehc-case"


def stage_of(case, key):
    return next(item for item in case.objectValues() if item.guide_key == key)


def post(visitor, case, content, transition):
    """Send what a button sends, from a page that was opened before."""
    token = visitor.parsed.cssselect("input[name=_authenticator]")[0].get("value")
    return visitor.send(
        f"{case.absolute_url()}/@@ehc-transition",
        {
            "_authenticator": token,
            "content": content.getId(),
            "transition": transition,
        },
    )


class TestOverview:
    def test_it_tells_of_the_child_the_request_and_what_is_due(
        self, coordinator, family, robert
    ):
        case = make_case(family, reference="6427917", coordinator=robert)

        text = coordinator.visit(case, PAGE).text

        for fact in (
            "Reference 6427917",
            "Date of birth 03 Mar 2020",
            "Request received 01 Sep 2024, Education Setting",
            "EHCP Coordinator Robert Coombes",
            "Next due 13 Oct 2024 (Request Outcome)",
        ):
            assert fact in text

    def test_a_late_case_says_so(self, coordinator, case, clock):
        clock.set(2024, 10, 16)

        assert "Late by 3 days" in coordinator.visit(case, PAGE).text

    def test_the_timetable_is_that_of_the_family(self, coordinator, case):
        case.draft_served = date(2024, 10, 1)

        rows = coordinator.visit(case, PAGE).rows("Timetable")

        (comment,) = [row for row in rows if row[1] == "Comment on the draft plan"]
        assert comment[::2] == ["15 Oct 2024", "Last day that the law allows"]

    def test_a_family_is_led_to_its_dashboard(self, mother, case):
        mother.visit(case, PAGE)

        assert mother.url == case.absolute_url()
        assert "The whole history" not in mother.text

    def test_another_family_finds_nothing(self, visitor, case, tracy):
        assert visitor(tracy).visit(case, PAGE).is_refused


class TestActs:
    def test_a_case_is_opened_with_one_click(self, coordinator, sister):
        coordinator.visit(sister, PAGE).press("Open to the family")

        assert state_of(sister) == "open"
        assert "Tina Bread: Opened to the family." in coordinator.text

    def test_stages_are_run_with_one_click(self, coordinator, case):
        coordinator.visit(case, PAGE).press("Finish Request Outcome")

        assert state_of(stage_of(case, "request_outcome")) == "done"
        assert coordinator.url.endswith("/ehc-case")
        coordinator.press("Start Gathering advice")
        coordinator.press("Mark as not needed Draft plan")
        assert state_of(stage_of(case, "advice")) == "in_progress"
        coordinator.press("Mark as needed Draft plan")
        assert state_of(stage_of(case, "draft_plan")) == "later"

    def test_a_form_is_received_with_one_click(self, coordinator, case):
        form = make_form(case, state="submitted")

        coordinator.visit(case, PAGE).press("Mark as received Parental views")

        assert state_of(form) == "received"

    def test_what_was_done_meanwhile_is_not_done_twice(self, coordinator, case):
        coordinator.visit(case, PAGE)
        stage = stage_of(case, "request_outcome")
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(stage, "finish")
        transaction.commit()

        coordinator.press("Finish Request Outcome")

        assert "Somebody may have done it already." in coordinator.text
        assert state_of(stage) == "done"

    def test_what_somebody_edits_keeps_its_state_until_they_are_done(
        self, coordinator, case, rob
    ):
        stage = stage_of(case, "request_outcome")
        coordinator.visit(case, PAGE)
        with api.env.adopt_user(username=rob):
            ILockable(stage).lock()
        transaction.commit()

        coordinator.press("Finish Request Outcome")

        assert "Rob Test is editing this now" in coordinator.text
        assert state_of(stage) == "in_progress"

    def test_only_what_lies_in_the_case_is_moved(self, coordinator, case, sister):
        coordinator.visit(case, PAGE)

        post(coordinator, case, sister, "open")

        assert coordinator.status == 404
        assert state_of(sister) == "preparing"

    def test_a_link_moves_nothing(self, coordinator, case):
        stage = stage_of(case, "request_outcome")

        coordinator.visit(
            case,
            f"@@ehc-transition?content={stage.getId()}&transition=finish",
        )

        assert coordinator.is_refused
        assert state_of(stage) == "in_progress"

    def test_several_acts_at_once_are_none(self, coordinator, case):
        stage = stage_of(case, "request_outcome")
        coordinator.visit(case, PAGE)
        fields = [("content", stage.getId()), *[("transition", "finish")] * 2]

        token = coordinator.parsed.cssselect("input[name=_authenticator]")[0]
        coordinator.send(
            f"{case.absolute_url()}/@@ehc-transition",
            [("_authenticator", token.get("value")), *fields],
        )

        assert "Somebody may have done it already." in coordinator.text
        assert state_of(stage) == "in_progress"

    def test_another_site_moves_nothing(self, coordinator, case):
        stage = stage_of(case, "request_outcome")

        coordinator.send(
            f"{case.absolute_url()}/@@ehc-transition",
            {"content": stage.getId(), "transition": "finish"},
        )

        assert state_of(stage) == "in_progress"

    def test_a_family_moves_nothing(self, mother, case):
        stage = stage_of(case, "request_outcome")
        make_message(case)
        post(mother.visit(case, "ehc-messages"), case, stage, "finish")

        assert mother.is_refused
        assert state_of(stage) == "in_progress"


class TestContent:
    def test_documents_in_every_state_and_what_can_be_done(self, coordinator, case):
        make_document(case, "A letter", "draft")
        make_document(case, "Another letter", "published")

        rows = coordinator.visit(case, PAGE).rows("Documents")

        assert [(row[0], row[1]) for row in rows] == [
            ("A letter", "Draft"),
            ("Another letter", "Published"),
        ]
        assert rows[0][3] == "Edit A letter"
        assert rows[1][3] == (
            "Replace Another letter Withdraw Another letter "
            "Proof of delivery Another letter"
        )
        assert coordinator.getLink("Add documents").url.endswith("ehc-add-documents")
        assert coordinator.getLink("Check and publish").url.endswith("check-documents")

    @pytest.mark.parametrize("state", ["published", "withdrawn"])
    def test_one_click_leads_to_the_proof_even_when_the_case_is_closed(
        self, coordinator, case, state
    ):
        document = make_document(case)
        put_into(document, state)
        put_into(case, "closed")

        link = coordinator.visit(case, PAGE).getLink("Proof of delivery")
        link.click()

        assert coordinator.url == f"{document.absolute_url()}/ehc-proof"
        assert "Version 1" in coordinator.text
        assert coordinator.parsed.cssselect("h1")[0].text == "Proof of delivery"

    def test_messages_and_forms_but_no_draft_of_the_family(self, coordinator, case):
        make_message(case, "Hello", "draft")
        make_form(case, "Not sent yet", "draft")
        make_form(case, "Sent", "submitted")

        coordinator.visit(case, PAGE)

        assert coordinator.rows("Messages")[0][:2] == ["Hello", "Draft"]
        (form,) = coordinator.rows("Forms")
        assert form[:2] == ["Sent", "Received, waits for you"]
        assert "Not sent yet" not in coordinator.text

    def test_who_has_access(self, coordinator, case, anita, tracy):
        give_access(anita, case)
        give_access(tracy, case, relationship="other", end=date(2024, 10, 3))

        rows = coordinator.visit(case, PAGE).rows("Who has access")

        assert [row[:3] for row in rows] == [
            ["Anita Rixon", "Mother", "Has access"],
            ["Tracy Tester", "Someone else with parental rights", "Ended"],
        ]
        assert "End access Anita Rixon" in rows[0][5]
        assert rows[1][5] == ""

    def test_names_are_text_and_nothing_else(self, coordinator, family):
        case = make_case(family, "<script>Tony</script>")
        make_document(case, "<img src=x>", "draft")

        coordinator.visit(case, PAGE)

        assert "<script>Tony" not in coordinator.contents
        assert "<img src=x" not in coordinator.contents


class TestHistory:
    @pytest.fixture
    def changed(self, case, robert):
        """A case that Robert changed."""
        with api.env.adopt_user(username=robert):
            case.coordinator = "robert"
            case.request_received = date(2024, 9, 2)
            notify(ObjectModifiedEvent(case))
        return case

    def test_a_change_says_who_when_and_what(self, coordinator, changed):
        row = coordinator.visit(changed, PAGE).rows("History")[0]

        assert row[1] == "Robert Coombes"
        assert row[2] == (
            "Changed Case: Tony Bread Request received: 01 Sep 2024, now 02 Sep 2024 "
            "EHCP Coordinator: nothing, now Robert Coombes"
        )

    def test_states_changes_and_access_stand_in_one_row(
        self, coordinator, changed, anita, robert
    ):
        give_access(anita, changed)
        with api.env.adopt_user(username=robert):
            document = make_document(changed, "A letter", "draft")
            api.content.transition(document, "publish")
            draft = make_document(changed, "A secret", "draft")
            api.content.delete(draft)

        told = [row[2] for row in coordinator.visit(changed, PAGE).rows("History")]

        assert told[0] == "Deleted Document"
        assert told[1] == "Published Document: A letter"
        assert told[2] == "Made Document: A letter"
        assert told[3] == "Access given Anita Rixon"
        assert "A secret" not in coordinator.text

    def test_what_a_family_has_not_sent_is_not_told(self, coordinator, case):
        make_form(case, "Not sent yet", "draft")

        assert "Not sent yet" not in coordinator.visit(case, "ehc-history").text

    def test_fifty_at_a_time(self, coordinator, case):
        for _number in range(70):
            record("invited", who="robert", subject=subject_of(case))
        everything = 70 + len(coordinator.visit(case, PAGE).rows("History")) - 10

        coordinator.visit(case, "ehc-history")
        first = coordinator.parsed.cssselect("tbody tr")
        coordinator.getLink("Older changes").click()
        second = coordinator.parsed.cssselect("tbody tr")

        assert len(first) == 50
        assert 50 + len(second) >= everything
        coordinator.getLink("Newer changes").click()
        assert len(coordinator.parsed.cssselect("tbody tr")) == 50

    @pytest.mark.parametrize(
        "page", ["0", "-1", "x", "9" * 40, "9" * 5000, "%C2%B2", "500"]
    )
    def test_a_page_that_there_is_not_harms_nothing(self, coordinator, case, page):
        assert coordinator.visit(case, f"ehc-history?page={page}").status == 200

    def test_another_cases_changes_are_not_told(self, coordinator, case, sister):
        record("invited", who="robert", subject=subject_of(sister))

        told = coordinator.visit(case, "ehc-history").text
        assert "Invitation sent" not in told

    def test_a_family_does_not_read_it(self, mother, case):
        assert mother.visit(case, "ehc-history").is_refused
