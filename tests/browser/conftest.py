"""People who walk the demonstration council in a real Chromium."""

from axe_playwright_python.sync_playwright import Axe
from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.demo.mailbox import newest_code
from pathlib import Path
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright
from windows import Window
from windows import WINDOWS

import pytest
import shutil


SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"

CHROMIUM_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # The tests may run as root, whom Chromium's sandbox refuses.
    "--no-sandbox",
]

WCAG_22_AA = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}

# The toolbar that staff have is Plone's own, and so are the links without text in it.
NOT_PLONES_TOOLBAR = {"exclude": [["#edit-zone"]]}


class Visitor:
    """Somebody who looks at the council's website."""

    def __init__(self, page: Page, window: Window, site: str):
        self.page = page
        self.window = window
        self.site = site

    def goto(self, address: str):
        """Open an address, given from the site's root or whole."""
        whole = address if "://" in address else f"{self.site}{address}"
        return self.page.goto(whole)

    def sign_in(self, person: str, address: str = "/login"):
        """Take both steps from where an address leads to; some need only one."""
        self.take_first_step(person, address)
        if self.page.locator("[name=code]").count():
            self.page.fill("[name=code]", self.code_of(person))
            self.click("[name=finish]")
        return self

    def take_first_step(self, person: str, address: str = "/login"):
        """Enter a name and a password."""
        account = DEMO_FIXTURE.accounts[person]
        self.goto(address)
        self.page.fill("[name=email]", account["login"])
        self.page.fill("[name=password]", account["password"])
        return self.click("[name=submit]")

    def code_of(self, person: str) -> str:
        """Return the newest code, which is in the mail before the page is shown."""
        code, recipient = newest_code()
        assert recipient == DEMO_FIXTURE.accounts[person]["login"]
        return code

    def click(self, selector: str):
        """Press what leads to another page, or to the same again."""
        with self.page.expect_navigation():
            self.page.click(selector)
        return self

    def follow(self, text: str, within: str = "#content"):
        """Press the first link or button with this text, and wait for its page."""
        with self.page.expect_navigation():
            self.press(text, within)
        return self

    def press(self, text: str, within: str = "#content"):
        """Press what stays on the page, or gives a file."""
        region = self.page.locator(within)
        region.locator("a, button, summary").filter(has_text=text).first.click()
        return self

    def sees(self, text: str) -> bool:
        """Tell whether a text stands on the page, white space aside."""
        words = " ".join(self.page.locator("body").inner_text().split())
        return text in words

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def look(self, name: str):
        """Keep a picture; the page must fit its window and pass axe.

        Both are measured by scripts, and so where scripts run; without, the server
        sends the same page.
        """
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(
            path=SCREENSHOTS / f"{name}-{self.window}.png", full_page=True
        )
        if not self.window.scripts:
            return self
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        assert overflow <= 0, f"{name} is {overflow} px too wide"
        report = Axe().run(self.page, context=NOT_PLONES_TOOLBAR, options=WCAG_22_AA)
        assert report.violations_count == 0, report.generate_report()
        return self


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium; ``make test`` installs it."""
    path = shutil.which("chromium")
    assert path, "Chromium is missing. Install it: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=CHROMIUM_OPTIONS
        )
        yield browser
        browser.close()


@pytest.fixture(params=WINDOWS, ids=str)
def window(request) -> Window:
    """Each width, with and without scripts."""
    return request.param


@pytest.fixture
def visitor(chromium, demo_server, window):
    """Somebody in a fresh window."""
    context = chromium.new_context(
        viewport={"width": window.width, "height": 800},
        java_script_enabled=window.scripts,
        # What glides into view while it is clicked is missed.
        reduced_motion="reduce",
    )
    context.set_default_timeout(20_000)
    site = f"http://localhost:{demo_server['port']}/plone"
    yield Visitor(context.new_page(), window, site)
    context.close()
