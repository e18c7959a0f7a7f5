"""The way in as the guide tells it, on any screen and without a mouse."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.demo.mailbox import mail_files
from hcc.ehcportal.demo.mailbox import read_mail
from windows import ON_A_PHONE

import pytest
import re


pytestmark = pytest.mark.browser

DASHBOARD = "EHC Assessment and Plan - Tony Bread"

# Where the size of the window makes no difference.
IN_ONE_WINDOW = pytest.mark.parametrize("window", [ON_A_PHONE], indirect=True, ids=str)

FIRST_STEP = ("Email", "Password", "Submit", "Cancel")
PAGES_WITHOUT_ACCOUNT = ("/register", "/login-help")

FOCUS = """() => {
    const style = getComputedStyle(document.activeElement)
    return [style.outlineStyle, parseFloat(style.outlineWidth)]
}"""


def tab_to(visitor, name):
    """Press the tabulator until a field or button has the focus."""
    for _ in range(30):
        if visitor.page.locator(f"[name={name}]:focus").count():
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {name}.")


def send_by_enter(visitor, text):
    """Type into the field that has the focus, and send its form."""
    visitor.page.keyboard.type(text)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def focused(visitor) -> str:
    """Return what the element with the focus is called."""
    return visitor.page.evaluate(
        "(document.activeElement.labels?.[0] ?? document.activeElement).innerText"
    ).strip()


def test_both_steps_speak_the_guides_words(visitor):
    visitor.goto("/login")
    assert visitor.heading == "Secure login - step 1"
    for text in (
        "New to the EHC Portal? Register for an account here or use the button below.",
        "Already using the EHC Portal? Sign in below.",
        "Existing users Email Password",
        "New users Register for new account",
    ):
        assert visitor.sees(text), text
    visitor.look("login")

    visitor.take_first_step("anita")
    assert visitor.heading == "Secure login - step 2"
    for text in (
        "We have just sent you an email to confirm your account.",
        "Please enter the code this contains below.",
        "If you can't find this email, it may be in your spam/junk email folder.",
        "Code",
        "Finish Cancel",
        "Please send me a new code",
    ):
        assert visitor.sees(text), text
    visitor.look("login-code")

    visitor.page.fill("[name=code]", visitor.code_of("anita"))
    visitor.click("[name=finish]")
    assert visitor.heading == DASHBOARD


def test_what_is_wrong_stands_beside_the_field_and_on_top(visitor):
    visitor.goto("/login")
    visitor.click("[name=submit]")
    for field, message in (
        ("email", "Enter your email."),
        ("password", "Enter your password."),
    ):
        assert message in visitor.page.locator(f"#{field}-problem").inner_text()
        assert message in visitor.page.locator("[role=alert]").inner_text()
    visitor.look("login-errors")

    visitor.page.fill("[name=email]", "anita@example.org")
    visitor.page.fill("[name=password]", "not the password")
    visitor.click("[name=submit]")
    assert visitor.page.locator("[name=email]").input_value() == "anita@example.org"
    assert visitor.page.title().startswith("Error: Secure login - step 1")

    visitor.take_first_step("anita")
    visitor.page.fill("[name=code]", "0000")
    visitor.click("[name=finish]")
    message = visitor.page.locator("#code-problem").inner_text()
    assert "This code is incorrect." in message
    visitor.look("login-code-errors")


def test_a_new_code_is_sent_and_the_one_before_works_too(visitor):
    visitor.take_first_step("anita")
    first = visitor.code_of("anita")

    visitor.click("[name=again]")
    assert visitor.sees("We have sent you a new code.")
    assert visitor.code_of("anita") != first
    visitor.look("login-code-again")

    visitor.page.fill("[name=code]", first)
    visitor.click("[name=finish]")
    assert visitor.heading == DASHBOARD


def test_the_keyboard_alone_leads_in(visitor):
    account = DEMO_FIXTURE.accounts["anita"]
    visitor.goto("/login")

    tab_to(visitor, "email")
    visitor.page.keyboard.type(account["login"])
    tab_to(visitor, "password")
    send_by_enter(visitor, account["password"])
    tab_to(visitor, "code")
    send_by_enter(visitor, visitor.code_of("anita"))

    assert visitor.heading == DASHBOARD


@IN_ONE_WINDOW
def test_the_focus_shows_and_goes_as_one_reads(visitor):
    visitor.goto("/login")
    tab_to(visitor, "email")
    seen = []
    for _ in range(6):
        style, width = visitor.page.evaluate(FOCUS)
        assert (style, width >= 2) == ("solid", True), focused(visitor)
        seen.append(focused(visitor))
        visitor.page.keyboard.press("Tab")

    assert seen == [
        *FIRST_STEP,
        "I have forgotten my password",
        "Register for new account",
    ]


@IN_ONE_WINDOW
def test_the_focus_lies_in_the_field_for_the_code(visitor):
    visitor.take_first_step("anita")
    seen = []
    for _ in range(4):
        seen.append(focused(visitor))
        visitor.page.keyboard.press("Tab")

    assert seen == ["Code", "Finish", "Cancel", "Please send me a new code"]


@IN_ONE_WINDOW
@pytest.mark.parametrize("separator", [" ", "-", "  \u2013 "])
def test_a_code_can_be_pasted_as_people_write_it(visitor, separator):
    visitor.take_first_step("anita")
    code = visitor.code_of("anita")
    keys = visitor.page.keyboard

    visitor.page.fill("[name=code]", f" {code[:4]}{separator}{code[4:]} ")
    for key in ("Control+a", "Control+x", "Control+v"):
        keys.press(key)
    send_by_enter(visitor, "")

    assert visitor.heading == DASHBOARD


@IN_ONE_WINDOW
def test_a_phone_is_told_that_a_code_is_wanted(visitor):
    visitor.take_first_step("anita")

    field = visitor.page.locator("[name=code]")

    assert field.get_attribute("autocomplete") == "one-time-code"
    assert field.get_attribute("inputmode") == "numeric"


def test_the_way_back_shows_nothing_once_somebody_has_signed_out(visitor):
    visitor.sign_in("anita")
    visitor.follow("EHC Process Dates")
    visitor.goto("/logout")

    for _ in range(2):
        visitor.page.go_back()
        assert not visitor.sees("Tony Bread")


@pytest.mark.parametrize("page", PAGES_WITHOUT_ACCOUNT)
def test_other_ways_in_fit_every_window(visitor, page):
    answer = visitor.goto(page)

    assert answer.status == 200
    visitor.look(page.strip("/"))


def test_an_invitation_fits_every_window(visitor):
    mails = [read_mail(path).get_body().get_content() for path in mail_files()]
    # The first is the demonstration's own: other tests invite people, too.
    token = re.search(r"ehc-invitation\?token=(\S+)", "".join(mails)).group(1)

    visitor.goto(f"/ehc/ehc-invitation?token={token}")

    assert visitor.sees("You are invited to follow the case 6423790")
    assert not visitor.sees("Ella")
    visitor.look("invitation")


def test_the_councils_own_link_opens_the_first_step(visitor):
    """Where scripts run, Plone lays the page over the one that is shown."""
    account = DEMO_FIXTURE.accounts["anita"]
    visitor.goto("")
    go = visitor.press if visitor.window.scripts else visitor.follow
    go("Log in", "header")
    visitor.page.fill("[name=email]", account["login"])
    visitor.page.focus("[name=password]")
    send_by_enter(visitor, "no password of hers")
    assert visitor.sees("The email or the password is not right.")

    visitor.page.focus("[name=password]")
    send_by_enter(visitor, account["password"])
    visitor.page.focus("[name=code]")
    send_by_enter(visitor, visitor.code_of("anita"))
    assert visitor.heading == DASHBOARD
