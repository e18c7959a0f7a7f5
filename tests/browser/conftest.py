"""People who walk the demonstration council in a real Chromium."""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Callable
from demo_layer import council_fixtures
from demo_layer import DEMO_FIXTURE
from factories import session_of
from hcc.ehcportal.demo.mailbox import newest_code
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.portal.signin import ToTheCase
from pathlib import Path
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright
from plone import api
from windows import Window
from windows import WINDOWS
from zope.component.hooks import site as active_site

import pytest
import shutil


SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
HEIGHT = 800

# Takes a sign-in name; returns the cookie of a session, and where signing in leads.
LetIn = Callable[[str], tuple[str, str]]

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

    def __init__(self, page: Page, window: Window, site: str, let_in: LetIn):
        self.page = page
        self.window = window
        self.site = site
        self.let_in = let_in

    def goto(self, address: str):
        """Open an address, given from the site's root or whole."""
        whole = address if "://" in address else f"{self.site}{address}"
        return self.page.goto(whole)

    def sign_in(self, person: str, address: str = ""):
        """Begin signed in, at an address or where the two steps would lead.

        The steps themselves are walked by the tests of signing in, once for all.
        """
        self.page.context.clear_cookies()
        session, home = self.let_in(DEMO_FIXTURE.accounts[person]["login"])
        self.page.context.add_cookies(
            [{"name": "__ac", "value": session, "url": self.site, "httpOnly": True}]
        )
        self.goto(address or home)
        return self

    def walk_in(self, person: str, address: str):
        """Take both steps, from where an address leads who is not signed in."""
        self.take_first_step(person, address)
        self.page.fill("[name=code]", self.code_of(person))
        return self.click("[name=finish]")

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
        """Keep pictures; the page must fit its window, made narrow too, and pass axe.

        What axe does takes scripts; without them, the server sends the same page.
        """
        for width in self.window.widths:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            seen = Window(width, self.window.scripts)
            self.page.screenshot(
                path=SCREENSHOTS / f"{name}-{seen}.png", full_page=True
            )
            self._measure(f"{name}-{seen}")
        self.page.set_viewport_size({"width": self.window.width, "height": HEIGHT})
        return self

    def _measure(self, name: str) -> None:
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        assert overflow <= 0, f"{name} is {overflow} px too wide"
        if self.window.scripts:
            report = Axe().run(
                self.page, context=NOT_PLONES_TOOLBAR, options=WCAG_22_AA
            )
            assert report.violations_count == 0, f"{name}: {report.generate_report()}"


demo_council, demo_host = council_fixtures("package")


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
    """At a desk with scripts, and on a phone without."""
    return request.param


@pytest.fixture
def let_in(demo_server) -> LetIn:
    """Open a session on the server; return its cookie, and where signing in leads."""
    portal = demo_server["portal"]

    def sign_in(login: str) -> tuple[str, str]:
        with active_site(portal):
            with api.env.adopt_user(username=login):
                home = ToTheCase(portal, portal.REQUEST)()
            return session_of(account_named(login).user_id), home

    return sign_in


@pytest.fixture
def tony(demo_server):
    """The case of Tony Bread."""
    families = demo_server["portal"]["ehc"]["families"]
    return next(
        case
        for family in families.objectValues()
        for case in family.objectValues()
        if case.title == "Tony Bread"
    )


@pytest.fixture
def tonys(tony) -> str:
    """Its address, from the site's root."""
    return "/" + "/".join(tony.getPhysicalPath()[2:])


@pytest.fixture
def visitor(chromium, demo_server, window, let_in):
    """Somebody in a fresh window."""
    context = chromium.new_context(
        viewport={"width": window.width, "height": HEIGHT},
        java_script_enabled=window.scripts,
        # What glides into view while it is clicked is missed.
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    site = f"http://localhost:{demo_server['port']}/plone"
    yield Visitor(context.new_page(), window, site, let_in)
    context.close()
