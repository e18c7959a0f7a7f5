"""My account, and the warning before somebody is signed out."""

from hcc.ehcportal.login.steps.authenticator import STEP
from windows import AT_A_DESK

import pyotp
import pytest
import time


pytestmark = pytest.mark.browser

# The moment that all tabs of the browser share.
SIGNED_IN_UNTIL = "localStorage.getItem('ehc-signed-in-until')"

PAGES = {
    "ehc-my-account": "My account",
    "ehc-name": "Change your name",
    "ehc-password": "Change your password",
    "ehc-address": "Change your email",
    "ehc-app": "Authenticator app",
}


@pytest.fixture
def password(demo_council):
    return demo_council.accounts["anita"]["password"]


def test_every_page_of_my_account_can_be_used(visitor):
    visitor.sign_in("anita")
    for page, title in PAGES.items():
        visitor.goto(f"/{page}")
        assert visitor.heading == title
        visitor.look(f"account-{page}")


def test_the_menu_leads_there(visitor):
    visitor.sign_in("anita").press("Anita Rixon")
    visitor.follow("My Account")
    assert visitor.heading == "My account"


def test_what_is_wrong_stands_beside_the_field(visitor, password):
    visitor.sign_in("anita").goto("/ehc-password")
    visitor.page.fill("[name=current]", "something else")
    visitor.page.fill("[name=new]", "password")
    visitor.follow("Save")

    assert visitor.sees("This is not your current password.")
    visitor.look("account-wrong-password")


def test_both_addresses_are_asked(visitor, password):
    visitor.sign_in("anita").goto("/ehc-address")
    visitor.page.fill("[name=address]", "anita@example.net")
    visitor.page.fill("[name=current]", password)
    visitor.follow("Send the codes")

    assert visitor.heading == "Confirm your email"
    visitor.look("account-address-codes")


def test_an_app_is_set_up_and_shows_recovery_codes(visitor, password):
    visitor.sign_in("anita").goto("/ehc-app")
    visitor.page.fill("[name=current]", password)
    visitor.follow("Set up")
    visitor.look("account-app-key")
    secret = visitor.page.locator(".ehc-key").inner_text().replace(" ", "")
    visitor.page.fill("[name=first_code]", pyotp.TOTP(secret).at(time.time() + STEP))
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")

    assert visitor.page.locator(".ehc-recovery li").count() == 10
    visitor.look("account-app-codes")
    visitor.follow("Continue")
    visitor.goto("/ehc-app")
    visitor.look("account-app-changed")


# Without scripts, there is the notice on the page.
@pytest.mark.parametrize("window", [AT_A_DESK], indirect=True, ids=str)
class TestTimeOut:
    @pytest.fixture
    def idle(self, visitor):
        """Anita at a form, whose clock is ours."""
        visitor.sign_in("anita")
        visitor.page.clock.install()
        visitor.goto("/ehc-name")
        visitor.page.focus("[name=name]")
        return visitor

    def wait(self, visitor, seconds):
        visitor.page.clock.fast_forward(seconds * 1000)
        visitor.page.clock.run_for(1000)

    def dialog(self, visitor):
        return visitor.page.get_by_role("alertdialog")

    def test_the_warning_comes_in_time_and_takes_the_focus(self, idle):
        self.wait(idle, 27 * 60)
        assert not self.dialog(idle).is_visible()

        self.wait(idle, 61)

        assert self.dialog(idle).is_visible()
        assert idle.page.locator(":focus").inner_text() == "Stay signed in"
        assert self.dialog(idle).get_by_role("status").first.inner_text() == (
            "2 minutes left"
        )
        idle.look("idle-warning")

    def test_the_time_left_is_said_three_times_and_no_oftener(self, idle):
        self.wait(idle, 28 * 60)
        said = []
        for _second in range(110):
            idle.page.clock.run_for(1000)
            said.append(idle.page.locator("[data-part=status]").inner_text())
        assert list(dict.fromkeys(said)) == [
            "2 minutes left",
            "1 minute left",
            "30 seconds left",
        ]

    @pytest.mark.parametrize("key", ["Enter", "Escape"])
    def test_staying_closes_it_and_gives_the_focus_back(self, idle, key):
        self.wait(idle, 28 * 60 + 5)
        with idle.page.expect_response("**/ehc-stay"):
            idle.page.keyboard.press(key)
        idle.page.wait_for_function("!document.getElementById('ehc-idle').open")

        assert idle.page.locator(":focus").get_attribute("name") == "name"
        self.wait(idle, 27 * 60)
        assert not self.dialog(idle).is_visible()

    def test_typing_is_activity(self, idle):
        self.wait(idle, 10 * 60)
        before = idle.page.evaluate(SIGNED_IN_UNTIL)
        idle.page.keyboard.type("x")
        idle.page.clock.run_for(2000)
        idle.page.wait_for_function(
            f"before => {SIGNED_IN_UNTIL} !== before", arg=before
        )
        self.wait(idle, 20 * 60)
        assert not self.dialog(idle).is_visible()

    def test_what_was_typed_stays_when_the_time_is_up(self, idle):
        idle.page.keyboard.press("End")
        idle.page.keyboard.type("-Bread")
        self.wait(idle, 31 * 60)

        assert self.dialog(idle).is_visible()
        assert idle.sees("You were signed out")
        idle.look("idle-over")
        self.dialog(idle).get_by_role("button", name="Close this message").click()
        assert idle.page.input_value("[name=name]").endswith("-Bread")

    def test_else_it_leads_to_signing_in_and_back(self, idle):
        with idle.page.expect_navigation():
            self.wait(idle, 31 * 60)
        assert "/login?came_from=" in idle.page.url
        assert idle.page.url.endswith("ehc-name")

    def test_work_in_another_tab_keeps_this_one(self, idle):
        self.wait(idle, 28 * 60 + 5)
        assert self.dialog(idle).is_visible()
        until = "Date.now() + 30 * 60 * 1000"
        idle.page.evaluate(f"localStorage.setItem('ehc-signed-in-until', {until})")
        self.wait(idle, 1)
        assert not self.dialog(idle).is_visible()
