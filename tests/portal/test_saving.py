"""While somebody types, the script of the page has it kept."""

from asking import SHORT
from factories import make_design
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from parents import Parent
from plone import api

import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def form(anitas_case, council):
    return start(anitas_case, make_design(council, "Documents", questions=SHORT))


@pytest.fixture
def mother(browser_of, anitas_case):
    return Parent(browser_of("anita"))


def send(parent, form, version=0, **fields):
    """Send what a page has in its fields, as the script does."""
    page = parent.visit(form).page
    token = page.select_one("[name=_authenticator]")["value"]
    answer = parent.browser.testapp.post(
        f"{form.absolute_url()}/ehc-save-draft",
        {"_authenticator": token, "version": version, "whole": 1, **fields},
        expect_errors=True,
    )
    transaction.begin()
    return answer


def test_it_learns_when_it_was_kept(mother, form):
    answer = send(mother, form, **{"answers.text": "Half a sente"})
    assert answer.json == {"version": 1, "saved_at": "12:00", "problem": ""}
    assert typed_in(form)["text"] == "Half a sente"


def test_the_later_of_two_pages_is_told(mother, form):
    save(form, {"text": "On the phone", "more": ""}, 0)
    answer = send(mother, form, **{"answers.text": "On the computer"})
    assert answer.status_int == 409
    assert "changed on another page or device meanwhile" in answer.json["problem"]
    assert typed_in(form)["text"] == "On the phone"


def test_what_was_submitted_meanwhile_is_not_changed(mother, form):
    mother.visit(form)
    save(form, {"text": "Sent", "more": ""}, 0)
    token = mother.page.select_one("[name=_authenticator]")["value"]
    with api.env.adopt_user(username="anita"):
        api.content.transition(form, "submit")
    transaction.commit()
    answer = mother.browser.testapp.post(
        f"{form.absolute_url()}/ehc-save-draft",
        {"_authenticator": token, "version": 1, "whole": 1, "answers.text": "Late"},
        expect_errors=True,
    )
    transaction.begin()
    assert answer.status_int == 409
    assert "was submitted meanwhile" in answer.json["problem"]
    assert form.answers == {"text": "Sent"}


def test_what_cannot_be_kept_is_said(mother, form):
    answer = send(mother, form, **{"answers.text": "x" * 100_001})
    assert answer.json["problem"].startswith("This is longer than 100,000 letters.")
    assert answer.status_int == 400
    assert form.typed == {}


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_forged_token_stores_nothing(mother, form, token):
    fields = {"_authenticator": token, "answers.text": "Another's"}
    assert send(mother, form, **fields).status_int == 403
    assert form.typed == {}


def test_nobody_stores_anything_after_signing_out(mother, form):
    mother.visit(form).browser.testapp.reset()
    answer = mother.browser.testapp.post(
        f"{form.absolute_url()}/ehc-save-draft",
        {"answers.text": "x", "whole": 1},
        expect_errors=True,
    )
    transaction.begin()
    # By this the script tells that it is signed out.
    assert answer.status_int in (302, 401)
    assert "version" not in answer.text
    assert form.typed == {}


def test_signing_in_again_leads_back_to_the_form(mother, form):
    send(mother, form, **{"answers.text": "Half a sente"})
    mother.browser.testapp.reset()
    mother.visit(form)
    assert "came_from" in mother.browser.url
    assert form.getId() in mother.browser.url
