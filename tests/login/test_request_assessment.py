"""Anybody asks for an assessment on a public page, in steps."""

from factories import make_case
from factories import make_family
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.login.door import attempts
from requesting import ask
from requesting import cases_of
from requesting import CHILD
from requesting import code_in
from requesting import enter_code
from requesting import fill
from requesting import NEEDS
from requesting import PAGE
from requesting import text_of
from requesting import to_code
from requesting import to_documents
from requesting import YOU


def test_a_parent_asks_in_steps_and_checks_what_is_sent(page, council):
    fill(page, YOU, "parent").press("Continue")
    assert "Step 2 of 6: The child or young person" in text_of(page)
    fill(page, CHILD).press("Continue")
    fill(page, NEEDS).press("Continue")
    assert "Step 4 of 6: Documents" in text_of(page)
    page.press("Continue")

    assert "Step 5 of 6: Check your answers" in text_of(page)
    assert "He cannot <b>follow</b>. Not at all." in text_of(page)
    assert "Tony Bread" in text_of(page)
    assert "3 3 2020" in text_of(page)
    page.press("Continue")
    enter_code(page)

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
        "Enter an e-mail address such as name@example.org, without spaces or accents. "
        "Talk to the parent, carer or young person first. Tick that they know."
    )
    page.getControl(name="knows").value = ["1"]
    own = {
        "professional": "Rob Test, SENCo, Mill Lane",
        "professional_email": "rob@example.org",
    }
    ask(fill(page, own), "education")
    (case,) = cases_of(council)
    assert case.request_source == "education"
    (request,) = case.assessment_requests
    assert request.professional == "Rob Test, SENCo, Mill Lane"
    assert request.professional_address == "rob@example.org"
    # Nobody has shown that the parent's address is right.
    assert not request.is_address_proved
    # The code is theirs, the receipt the parent's.
    assert [mail.to for mail in page.mails] == ["rob@example.org", "anita@example.org"]


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


def test_a_robot_is_asked_for_a_code_that_nobody_gets(page, council):
    to_documents(page).press("Continue")
    page.getControl(name="ehc_more").value = "http://example.org"
    page.press("Continue")

    assert "Step 6 of 6: Confirm your email" in text_of(page)
    assert page.mails == []
    enter_code(page, "12345678")
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
    page.press("Continue")

    assert "Step 2 of 6" in text_of(page)
    assert cases_of(council) == []


def test_a_council_that_does_not_take_them_has_no_such_page(browser, council):
    for name in (
        "ehc-request-assessment",
        "ehc-attach-to-request",
        "ehc-assessment-requested",
    ):
        browser.visit(f"ehc/{name}")
        assert browser.headers["status"].startswith("404")


class TestCode:
    """Whoever asks shows that mail to their address reaches them."""

    def test_nothing_arrives_before_its_code(self, page, council):
        to_code(page)

        assert "We have sent an email to anita@example.org" in text_of(page)
        (mail,) = page.mails
        assert mail.to == "anita@example.org"
        assert "Tony" not in mail.whole
        assert cases_of(council) == []

    def test_with_it_the_address_is_known_to_be_theirs(self, page, council):
        ask(page)
        (case,) = cases_of(council)
        assert case.assessment_requests[0].is_address_proved

    def test_a_wrong_one_sends_nothing_and_loses_nothing(self, page, council):
        enter_code(to_code(page), "00000000")

        assert page.problems.startswith("This code is incorrect.")
        assert cases_of(council) == []
        enter_code(page)
        (case,) = cases_of(council)
        assert case.assessment_requests[0].why.startswith("He cannot")

    def test_none_at_all(self, page):
        to_code(page).press("Send the request")
        assert page.problems == "Enter the code from our email."

    def test_another_can_be_mailed(self, page, council):
        to_code(page).press("Send another email")
        assert len(page.mails) == 2
        assert "We have sent another email." in text_of(page)
        enter_code(page, code_in(page.mails[0]))
        assert len(cases_of(council)) == 1

    def test_in_the_place_of_one_that_ran_out_another_comes(
        self, page, council, moment
    ):
        moment.pass_by(minutes=16)
        to_code(page)
        moment.pass_by(minutes=16)

        enter_code(page)
        assert "expired" in page.problems
        assert len(page.mails) == 2
        enter_code(page)
        assert len(cases_of(council)) == 1

    def test_after_hours_another_is_mailed(self, page, council, moment):
        to_code(page)
        moment.pass_by(hours=3)
        enter_code(page)
        assert cases_of(council) == []
        assert len(page.mails) == 2
        enter_code(page)
        assert len(cases_of(council)) == 1

    def test_another_address_takes_another_code(self, page, council):
        to_code(page)
        page.getControl(name="email").value = "tracy@example.org"
        enter_code(page)

        assert cases_of(council) == []
        assert page.mails[-1].to == "tracy@example.org"
        enter_code(page)
        assert cases_of(council)[0].assessment_requests[0].address == (
            "tracy@example.org"
        )

    def test_one_page_s_code_is_no_other_page_s(self, page, council, visitor):
        to_code(page)
        other = visitor().visit(PAGE)
        enter_code(to_code(other), code_in(page.mails[0]))
        assert cases_of(council) == []

    def test_guessing_comes_to_an_end(self, page, council):
        code = code_in(to_code(page).mails[-1])
        for _number in range(11):
            enter_code(page, "00000000")
        assert "There were too many tries." in page.problems
        enter_code(page, code)
        assert cases_of(council) == []

    def test_nobody_is_flooded_with_mails(self, page):
        to_code(page)
        for _number in range(6):
            page.press("Send another email")
        assert "There were too many tries." in page.problems
        assert len(page.mails) == 5

    def test_whoever_has_no_email_is_told_how_to_ask(self, page, council):
        assert "You can also call the council, or write a letter." in text_of(page)
        council.ehc.support_phone = "01632 960123"
        to_code(page.visit(PAGE))
        assert "You can also call us on 01632 960123" in text_of(page)

    def test_the_button_pressed_twice_sends_one_request(self, page, council):
        to_code(page)
        fields = {
            each.get("name"): each.get("value", "")
            for each in page.parsed.cssselect("form[enctype] input[name]")
        }
        fields |= {"code": code_in(page.mails[0]), "finish": "1"}
        first, second = (
            page.send("POST", f"{page.site}/{PAGE}", fields) for _time in range(2)
        )

        assert first.status_code == second.status_code == 302
        assert first.headers["Location"] == second.headers["Location"]
        assert len(cases_of(council)) == 1
        assert len(cases_of(council)[0].assessment_requests) == 1

    def test_after_it_is_sent_another_can_be_made_of_the_page(self, page, council):
        to_code(page)
        form = {
            each.get("name"): each.get("value", "")
            for each in page.parsed.cssselect("form[enctype] input[name]")
        }
        enter_code(page)
        again = {**form, "child_name": "Tina Bread", "step": "check", "send": "1"}

        answer = page.send("POST", f"{page.site}/{PAGE}", again)

        assert "Confirm your email" in answer.text
        assert len(page.mails) == 3
