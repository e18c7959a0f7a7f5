"""What was typed comes back to whoever typed it, once they have signed in again."""

from asking import SHORT
from factories import council_of
from factories import give_access
from factories import make_case
from factories import make_design
from factories import make_family
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from hcc.ehcportal.forms.submission import submit
from hcc.ehcportal.login.door.sessions import end_sessions
from hcc.ehcportal.login.door.sessions import lapsed_person
from plone import api

import pytest
import transaction


@pytest.fixture
def council(portal, clock):
    return council_of(portal)


@pytest.fixture
def case(council):
    return make_case(make_family(council))


@pytest.fixture
def form(case, council, anita):
    give_access(anita, case)
    return start(case, make_design(council, "Documents", questions=SHORT))


@pytest.fixture
def mother(visitor, form, moment):
    """Anita at the page of her draft."""
    browser = visitor().sign_in()
    browser.open(f"{form.absolute_url()}/ehc-fill")
    return browser


def type_and_save(browser, text="Two hours of typing", button="save"):
    browser.getControl(name="answers.text").value = text
    transaction.commit()
    browser.getControl(name=button).click()
    transaction.begin()


def lapse(browser, moment, text="Two hours of typing", **passed):
    """Type, and press *Save* when the session has run out."""
    moment.pass_by(**(passed or {"minutes": 31}))
    type_and_save(browser, text)
    return browser


def sign_in_again(browser, login="anita"):
    browser.getControl("Email").value = login
    browser.getControl(name="password").value = "correct horse battery"
    return browser.press("Submit").second_step()


class TestTheSamePerson:
    @pytest.mark.parametrize("passed", [{"minutes": 31}, {"hours": 5}])
    def test_comes_back_to_the_page_with_all_of_it(self, mother, form, moment, passed):
        lapse(mother, moment, **passed)
        assert "Secure login - step 1" in mother.text

        sign_in_again(mother)
        assert mother.url == f"{form.absolute_url()}/ehc-fill"
        assert "You were signed out before this was saved" in mother.text
        assert mother.getControl(name="answers.text").value == "Two hours of typing"
        assert typed_in(form)["text"] == ""

    def test_saves_it_then(self, mother, form, moment):
        sign_in_again(lapse(mother, moment))
        mother.press("Save and come back later")

        assert typed_in(form)["text"] == "Two hours of typing"
        assert form.unsaved == {}
        mother.open(f"{form.absolute_url()}/ehc-fill")
        assert "You were signed out" not in mother.text

    def test_overwrites_nothing_that_was_saved_meanwhile(self, mother, form, moment):
        lapse(mother, moment)
        save(form, {"text": "From the phone", "more": ""}, 0)
        sign_in_again(mother)
        mother.press("Save and come back later")

        assert "saved on another page or device meanwhile" in mother.text
        assert "From the phone" in mother.text
        assert typed_in(form)["text"] == "From the phone"

    def test_loses_none_of_it_to_a_page_that_does_not_show_it(
        self, mother, form, moment, visitor
    ):
        moment.pass_by(minutes=20)
        phone = visitor().sign_in()
        phone.open(f"{form.absolute_url()}/ehc-fill")
        lapse(mother, moment, minutes=11)
        type_and_save(phone, "From the phone")
        sign_in_again(mother)

        assert "You were signed out before this was saved" in mother.text
        assert mother.getControl(name="answers.text").value == "Two hours of typing"
        assert typed_in(form)["text"] == "From the phone"

    def test_is_told_nothing_where_nothing_was_typed(self, mother, form, moment):
        sign_in_again(lapse(mother, moment, text=""))

        assert "You were signed out before" not in mother.text

    def test_may_wait_a_week_and_no_longer(self, mother, form, moment, clock):
        lapse(mother, moment)
        clock.set(2024, 10, 12)
        sign_in_again(mother)

        assert mother.getControl(name="answers.text").value == ""


class TestNobodyElse:
    def test_another_adult_of_the_child_sees_none_of_it(
        self, mother, form, moment, visitor, tracy
    ):
        give_access(tracy, form.__parent__)
        lapse(mother, moment)
        father = visitor().sign_in("tracy")
        father.open(f"{form.absolute_url()}/ehc-fill")

        assert father.getControl(name="answers.text").value == ""
        assert "Two hours of typing" not in father.contents

    def test_nor_does_the_page_on_which_somebody_signs_in(self, mother, moment):
        lapse(mother, moment)

        assert "Two hours of typing" not in mother.contents

    def test_whose_access_ended_leaves_nothing(self, mother, form, moment):
        family = form.__parent__.__parent__
        register = AccessRegister(family)
        register.end(next(register.grants()).id)
        lapse(mother, moment)

        assert form.unsaved == {}


class TestNothingIsKept:
    def test_of_a_session_that_was_ended(self, mother, form, moment):
        end_sessions("anita")
        lapse(mother, moment)

        assert form.unsaved == {}

    def test_of_one_older_than_half_a_day(self, mother, form, moment):
        lapse(mother, moment, hours=13)

        assert form.unsaved == {}

    def test_that_another_site_sends(self, mother, form, moment):
        moment.pass_by(minutes=31)
        fields = {"answers.text": "Forged", "whole": "1", "version": "0"}
        mother.send("POST", f"{form.absolute_url()}/ehc-fill", fields)
        transaction.begin()

        assert form.unsaved == {}

    def test_of_somebody_without_a_cookie(self, mother, form, moment):
        mother.testapp.reset()
        lapse(mother, moment)

        assert form.unsaved == {}

    def test_that_is_too_long(self, mother, form, moment):
        lapse(mother, moment, text="a" * 100_001)

        assert form.unsaved == {}

    def test_once_the_form_is_submitted(self, mother, form, moment):
        lapse(mother, moment)
        save(form, {"text": "Done", "more": ""}, 0)
        with api.env.adopt_user(username="anita"):
            submit(form)

        assert form.unsaved == {}


def test_a_live_session_has_not_lapsed(mother, portal):
    request = portal.REQUEST.clone()
    request.cookies["__ac"] = mother.cookie("__ac")

    assert lapsed_person(request) is None
