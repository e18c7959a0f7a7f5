"""A family fills in a form, checks it and submits it, without scripts."""

from asking import EVERY_KIND
from asking import FILLED
from asking import SHORT
from factories import make_design
from factories import make_person
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from parents import Parent
from plone import api
from plone.protect.authenticator import createToken

import json
import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def form(anitas_case, council):
    design = make_design(council, "Parental Supporting Documents", questions=SHORT)
    return start(anitas_case, design)


@pytest.fixture
def parent_of(browser_of):
    return lambda person: Parent(browser_of(person))


@pytest.fixture
def mother(parent_of, anitas_case):
    return parent_of("anita")


def reload(form):
    transaction.begin()
    return form


class TestFilling:
    def test_every_question_has_its_field(self, mother, anitas_case, council):
        form = start(anitas_case, make_design(council, questions=EVERY_KIND))
        page = mother.visit(form).page

        for name in FILLED:
            field = page.select_one(f"#answers-{name}")
            named = page.select_one(f"label[for=answers-{name}]")
            assert None not in (field, named), name
        assert page.select_one("#answers-name")["aria-describedby"] == (
            "answers-name-help"
        )
        assert page.select_one("#answers-since")["min"] == "2015-09-01"
        assert page.find("h2", string="At school")
        assert len(page.select("fieldset legend")) == 3
        assert "secret" not in mother.browser.contents

    def test_what_editors_write_between_is_made_safe(self, mother, case, council):
        form = start(case, make_design(council, questions=EVERY_KIND))
        remark = mother.visit(form).page.select_one(".ehc-remark")
        assert remark.b.get_text() == "time"
        assert "x()" not in str(remark)

    def test_a_draft_waits_under_items_to_complete(self, mother, form, case):
        mother.visit(form).type(text="The school's report")
        mother.press("Save and come back later")

        assert mother.heading == "Items to complete"
        assert "Your answers are saved." in mother.browser.contents
        mother.follow("Parental Supporting Documents")
        assert mother.value("text") == "The school's report"
        assert "Saved at 12:00" in mother.text

    def test_nothing_has_to_be_right_yet(self, mother, anitas_case, council):
        form = start(anitas_case, make_design(council, questions=EVERY_KIND))
        mother.visit(form).type(friends="many", since="in spring")
        mother.press("Save and come back later")
        mother.visit(form)
        assert (mother.value("friends"), mother.value("since")) == (
            "many",
            "in spring",
        )

    def test_pressing_enter_saves_and_stays(self, mother, form):
        mother.visit(form).type(text="Half").press("Save", index=0)
        assert mother.heading == "Parental Supporting Documents"
        assert mother.value("text") == "Half"

    def test_what_is_too_long_is_said_and_stays_in_the_field(self, mother, form):
        mother.visit(form).type(text="x" * 100_001).press("Save and come back later")
        assert mother.problem("text").startswith("This is longer than 100,000 letters")
        assert len(mother.value("text").strip()) == 100_001
        assert form.typed == {}


class TestTwoPages:
    def test_nothing_is_overwritten_in_silence(self, mother, parent_of, form):
        mother.visit(form).type(text="From the computer", more="Both")
        phone = parent_of("anita")
        phone.visit(form).type(text="From the phone", more="Both")
        phone.press("Save and come back later")

        mother.press("Save and come back later")

        assert "saved on another page or device meanwhile" in mother.text
        assert mother.value("text").strip() == "From the computer"
        assert (
            "From the phone"
            in mother.page.select_one("#answers-text-elsewhere").get_text()
        )
        assert mother.page.select_one("#answers-more-elsewhere") is None
        assert typed_in(reload(form))["text"] == "From the phone"

    def test_one_can_keep_what_was_typed_here(self, mother, form):
        mother.visit(form).type(text="Here")
        save(form, {"text": "There", "more": ""}, 0)
        transaction.commit()
        mother.press("Save and come back later").press("Save and come back later")
        assert typed_in(reload(form))["text"] == "Here"

    def test_or_take_what_is_saved(self, mother, form):
        mother.visit(form).type(text="Here")
        save(form, {"text": "There", "more": ""}, 0)
        transaction.commit()
        mother.press("Save and come back later")
        mother.follow("Forget what I typed here, and show what is saved")
        assert mother.value("text").strip() == "There"


class TestChecking:
    def test_problems_lead_back_to_their_fields(self, mother, form):
        mother.visit(form).press("Check your answers")
        assert mother.heading == "Parental Supporting Documents"
        assert mother.summary == {"#answers-text": "About the documents"}
        assert mother.problem("text") == "Answer this question."
        field = mother.page.select_one("#answers-text")
        assert field["aria-invalid"] == "true"
        assert field["aria-describedby"] == "answers-text-problem"

    def test_every_answer_is_shown_with_a_way_to_change_it(self, mother, form):
        mother.visit(form).type(text="A report").press("Check your answers")
        assert mother.heading == "Check your answers"
        assert mother.answers == {
            "About the documents": "A report",
            "More": "Not answered",
        }
        links = mother.page.select("dl.ehc-answer a")
        assert [link["href"] for link in links] == [
            f"{form.absolute_url()}/ehc-fill#answers-{name}"
            for name in ("text", "more")
        ]

    def test_html_is_shown_as_it_was_typed(self, mother, form):
        hostile = "<script>alert(1)</script> ${7*7} <b>bold</b>"
        mother.visit(form).type(text=hostile, more=hostile)
        mother.press("Check your answers")
        assert set(mother.answers.values()) == {hostile}
        mother.follow("Change")
        assert (mother.value("text").strip(), mother.value("more")) == (
            hostile,
            hostile,
        )
        mother.visit(form, "ehc-submit").press("Submit")
        mother.visit(form, "ehc-form")
        assert set(mother.answers.values()) == {hostile}


class TestSubmitting:
    @pytest.fixture
    def ready(self, form):
        save(form, {"text": "A report", "more": ""}, 0)
        return form

    def test_the_guides_question_is_asked(self, mother, ready):
        mother.visit(ready, "ehc-check-answers").follow("Submit Form")
        assert (
            "Are you sure you want to submit this Parental Supporting Documents now?"
            in mother.text
        )
        assert (
            "You will not be able to make further changes once it has been submitted."
            in mother.text
        )
        mother.follow("Cancel")
        assert mother.heading == "Check your answers"
        assert state_of(reload(ready)) == "draft"

    def test_the_family_gets_a_receipt(self, mother, ready):
        ready.confirmation = "<p>We read it within <b>ten</b> days.</p>"
        mother.visit(ready, "ehc-submit").press("Submit")

        assert mother.heading == "Items to complete"
        assert "Your form was submitted successfully" in mother.text
        assert f"Receipt number {reload(ready).receipt}" in mother.text
        assert "Submitted 04 Oct 2024 12:00" in mother.text
        assert "We read it within ten days." in mother.text

    def test_it_is_found_under_submitted_forms(self, mother, ready, council):
        mother.visit(ready, "ehc-submit").press("Submit")
        mother.visit(council.ehc, "ehc-submitted-forms")
        mother.follow("Parental Supporting Documents")
        assert mother.answers["About the documents"] == "A report"
        assert reload(ready).receipt in mother.text

    def test_a_second_press_gets_the_same_receipt(self, mother, parent_of, ready):
        other = parent_of("anita").visit(ready, "ehc-submit")
        mother.visit(ready, "ehc-submit").press("Submit")
        receipt = reload(ready).receipt

        other.press("Submit")

        assert f"Receipt number {receipt}" in other.text
        assert len(ready.workflow_history["ehc_form_workflow"]) == 2

    @pytest.mark.parametrize("page", ["ehc-fill", "ehc-check-answers"])
    def test_coming_back_leads_to_what_was_sent(self, mother, ready, page):
        mother.visit(ready, "ehc-submit").press("Submit").visit(ready, page)
        assert mother.browser.url == f"{ready.absolute_url()}/ehc-form"

    def test_what_changed_since_it_was_checked_is_checked_again(self, mother, ready):
        mother.visit(ready, "ehc-submit")
        save(ready, {"text": "Another", "more": ""}, 1)
        transaction.commit()
        mother.press("Submit")
        assert mother.heading == "Check your answers"
        assert "Please check them again." in mother.browser.contents
        assert state_of(reload(ready)) == "draft"

    def test_a_closed_case_takes_no_forms(self, mother, ready, case):
        case.ending = "no_plan"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(case, "close")
        mother.visit(ready, "ehc-submit")
        assert mother.heading == "Check your answers"
        assert "This case takes no forms any more" in mother.text


class TestAbuse:
    @pytest.mark.parametrize("page", ["ehc-fill", "ehc-submit"])
    def test_what_another_page_sends_changes_nothing(self, mother, form, page):
        fields = {"answers.text": "x", "whole": 1, "version": 0}
        mother.send(form, page, _authenticator="forged", **fields)
        assert mother.status == 403
        assert (reload(form).typed, state_of(form)) == ({}, "draft")

    def test_what_did_not_arrive_whole_is_not_kept(self, mother, form):
        token = mother.visit(form).page.select_one("[name=_authenticator]")["value"]
        fields = {"answers.text": "x", "version": 0, "_authenticator": token}
        mother.send(form, "ehc-fill", **fields)
        assert "did not arrive whole" in mother.text
        assert mother.value("text").strip() == "x"
        assert reload(form).typed == {}

    @pytest.mark.parametrize("version", ["", "x", "-3", "9" * 30])
    def test_a_version_that_was_made_up_overwrites_nothing(self, mother, form, version):
        save(form, {"text": "Mine", "more": ""}, 0)
        token = mother.visit(form).page.select_one("[name=_authenticator]")["value"]
        fields = {"answers.text": "x", "version": version, "whole": 1}
        mother.send(form, "ehc-fill", _authenticator=token, **fields)
        assert typed_in(reload(form))["text"] == "Mine"

    @pytest.mark.parametrize("page", ["ehc-fill", "ehc-check-answers", "ehc-submit"])
    def test_to_another_family_a_draft_is_missing(self, parent_of, form, tracy, page):
        stranger = parent_of(tracy)
        stranger.visit(form, page)
        assert stranger.status == 404
        stranger.send(form, page, **{"answers.text": "x", "whole": 1})
        assert stranger.status == 404

    @pytest.mark.parametrize("person", ["robert", "rob"])
    def test_to_staff_it_is_missing_too(self, parent_of, form, person, rob):
        assert parent_of(person).visit(form).status == 404


ROLES = ("anita", "robert", "rob", "owner")


class TestAfterwards:
    """A submitted form is read-only to everybody, whichever way they come."""

    @pytest.fixture
    def sent(self, form, anita):
        save(form, {"text": "A report", "more": ""}, 0)
        with api.env.adopt_user(username=anita):
            api.content.transition(form, "submit")
        make_person("rob", groups=["ehc-managers"])
        make_person("owner", "Manager")
        return form

    @pytest.fixture
    def written(self, sent):
        """Say what is kept of the form."""
        return lambda: (dict(sent.answers), sent.title, sent.typed, len(sent))

    @pytest.mark.parametrize("person", ROLES)
    def test_nobody_changes_it(self, parent_of, sent, person, written):
        somebody = parent_of(person)
        before = written()
        for address, body in (
            ("", {"title": "Other"}),
            ("", {"answers": {"text": "Other"}}),
            ("/@workflow/submit", {}),
        ):
            _patch(somebody, sent, address, body)
        somebody.visit(sent, "edit")
        assert "insufficient" in somebody.browser.url or somebody.status >= 400
        reload(sent)
        assert written() == before
        assert state_of(sent) == "submitted"

    @pytest.mark.parametrize("person", ROLES)
    def test_no_page_of_the_draft_does_either(self, parent_of, sent, person, written):
        somebody = parent_of(person)
        before = written()
        with api.env.adopt_user(username=person):
            fields = {"_authenticator": createToken(), "whole": 1, "version": 1}
        for page in ("ehc-fill", "ehc-save-draft", "ehc-submit"):
            fields |= {"answers.text": "Other", "remove": "a-0", "upload": "1"}
            somebody.send(sent, page, **fields)
        reload(sent)
        assert written() == before


def _patch(somebody, content, address, body):
    transaction.commit()
    somebody.browser.testapp.request(
        f"{content.absolute_url()}{address}",
        method="POST" if address else "PATCH",
        body=json.dumps(body).encode(),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        expect_errors=True,
    )
    transaction.begin()
