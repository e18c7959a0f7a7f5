"""Anybody asks for an assessment on a public page, in steps."""

from factories import make_case
from factories import make_family
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.login.door import attempts
from requesting import ask
from requesting import cases_of
from requesting import CHILD
from requesting import fill
from requesting import NEEDS
from requesting import PAGE
from requesting import text_of
from requesting import YOU


def test_a_parent_asks_in_steps_and_checks_what_is_sent(page, council):
    fill(page, YOU, "parent").press("Continue")
    assert "Step 2 of 5: The child or young person" in text_of(page)
    fill(page, CHILD).press("Continue")
    fill(page, NEEDS).press("Continue")
    assert "Step 4 of 5: Documents" in text_of(page)
    page.press("Continue")

    assert "Step 5 of 5: Check your answers" in text_of(page)
    assert "He cannot <b>follow</b>. Not at all." in text_of(page)
    assert "Tony Bread" in text_of(page)
    assert "3 3 2020" in text_of(page)
    page.press("Send the request")

    (case,) = cases_of(council)
    (request,) = case.assessment_requests
    assert request.receipt in text_of(page)
    assert page.url.endswith("ehc-assessment-requested")
    assert (case.title, state_of(case)) == ("Tony Bread", "preparing")
    assert request.why == "He cannot <b>follow</b>.\nNot at all."


def test_going_back_loses_nothing(page):
    fill(page, YOU, "parent").press("Continue")
    fill(page, CHILD).press("Back")

    assert page.getControl(name="adult").value == "Anita Rixon"
    page.press("Continue")
    assert page.getControl(name="child_name").value == "Tony Bread"


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(page):
    fill(page, {**YOU, "email": "anita"}).press("Continue")

    assert page.problems == (
        "Choose who you are. "
        "Enter an e-mail address such as name@example.org, without spaces or accents."
    )
    assert page.getControl(name="adult").value == "Anita Rixon"


def test_a_professional_says_who_they_are_and_that_the_family_knows(page, council):
    fill(page, YOU, "education").press("Continue")

    assert page.problems == (
        "Enter your own name, your role and where you work. "
        "Talk to the parent, carer or young person first. Tick that they know."
    )
    page.getControl(name="knows").value = ["1"]
    ask(fill(page, {"professional": "Rob Test, SENCo, Mill Lane"}), "education")
    (case,) = cases_of(council)
    assert case.request_source == "education"
    assert case.assessment_requests[0].professional == "Rob Test, SENCo, Mill Lane"


def test_whoever_asks_does_not_learn_that_the_child_is_known(page, council, mails):
    make_case(make_family(council))
    known = _without_number(ask(page))
    assert len(cases_of(council)) == 1

    page.visit(PAGE)
    unknown = _without_number(ask(page, child_name="Tina Bread"))

    assert len(cases_of(council)) == 2
    assert known == unknown


def _without_number(browser):
    text = text_of(browser)
    before, _, after = text.partition("Its receipt number is ")
    return before + after[len("XXXX-XXXX-XXXX") :]


def test_a_robot_is_thanked_and_nothing_comes_of_it(page, council):
    page.getControl(name="ehc_more").value = "http://example.org"
    fill(page, YOU, "parent").press("Continue")
    fill(page, CHILD).press("Continue")
    fill(page, NEEDS).press("Continue")
    page.press("Continue")
    page.getControl(name="ehc_more").value = "http://example.org"

    page.press("Send the request")

    assert "We have your request" in text_of(page)
    assert cases_of(council) == []


def test_too_many_from_one_place_have_to_wait(page, council, monkeypatch):
    one = attempts.Limit("network-requests", 1)
    module = "hcc.ehcportal.login.joining.requestassessment.REQUESTS_OF_NETWORK"
    monkeypatch.setattr(module, one)
    ask(page)

    page.visit(PAGE)
    ask(page, child_name="Tina Bread")

    assert "There were too many tries." in text_of(page)
    assert len(cases_of(council)) == 1


def test_a_step_that_was_left_out_is_asked_before_anything_is_kept(page, council):
    fill(page, YOU, "parent").press("Continue")
    page.getControl(name="step").value = "check"
    fill(page, CHILD)
    page.getControl(name="year").value = "2030"

    page.press("Continue")
    page.press("Send the request")

    assert "Step 2 of 5" in text_of(page)
    assert cases_of(council) == []


def test_a_council_that_does_not_take_them_has_no_such_page(browser, council):
    for name in (
        "ehc-request-assessment",
        "ehc-attach-to-request",
        "ehc-assessment-requested",
    ):
        browser.visit(f"ehc/{name}")
        assert browser.headers["status"].startswith("404")
