"""People on their way in, through real HTTP, in a site whose changes are committed."""

from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.access.clock import SecurityClock
from hcc.ehcportal.login.door.attempts import Limit
from hcc.ehcportal.login.door.doorway import _lately
from hcc.ehcportal.login.door.rule import put_under_rule
from hcc.ehcportal.login.steps import codes
from letterbox import catch_mails
from lxml import html
from plone.testing.zope import Browser
from requesting import PAGE
from urllib.parse import unquote
from urllib.parse import urlencode
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubAfterTraversal

import json
import pytest
import re
import time
import transaction


class Moment:
    """The time by which things run out; it moves when a test lets it."""

    def __init__(self):
        self.seconds = int(time.time())

    def pass_by(self, *, hours=0, minutes=0, seconds=0):
        self.seconds += (hours * 60 + minutes) * 60 + seconds


class Visitor(Browser):
    """A browser without JavaScript at the site's own door.

    ``users`` are the user ids as which its requests were answered, None for nobody.
    """

    site = mails = users = None

    def __init__(self, app, site, mails, users):
        super().__init__(app)
        self.raiseHttpErrors = False
        self.site = site
        self.mails = mails
        self.users = users

    def visit(self, page=""):
        """Open a page of the site."""
        transaction.commit()
        self.open(f"{self.site}/{page}")
        transaction.begin()
        return self

    def first_step(self, login="anita", password=PASSWORD, came_from=""):
        """Fill in step 1, and press Submit."""
        query = urlencode({"came_from": came_from}) if came_from else ""
        self.visit(f"login?{query}")
        self.getControl("Email").value = login
        self.getControl(name="password").value = password
        return self.press("Submit")

    def second_step(self, code=None):
        """Enter a code; the last one that was mailed, unless another is given."""
        if self.step != 2:
            self.visit("ehc-code")
        self.getControl("Code").value = self.code if code is None else code
        return self.press("Finish")

    def sign_in(self, login="anita", password=PASSWORD):
        return self.first_step(login, password).second_step()

    def press(self, label):
        transaction.commit()
        self.getControl(label).click()
        transaction.begin()
        return self

    def send(self, method, address, body="", cookies=None, **headers):
        """Send any request with this browser's cookies, and return the answer.

        ``headers`` have underscores for hyphens; a dict as body is sent as a form.
        """
        transaction.commit()
        if isinstance(body, dict):
            body = urlencode(body, doseq=True)
            headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
        for name, value in (cookies or {}).items():
            headers["Cookie"] = f"{headers.get('Cookie', '')}{name}={value};"
        headers.setdefault("Host", "nohost")
        if not address.startswith("http"):
            address = f"{self.site}/{address}"
        answer = self.testapp.request(
            address,
            method=method,
            body=body.encode(),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            expect_errors=True,
        )
        transaction.begin()
        return answer

    def api(self, name="@login", token=None, **body):
        """Post JSON as an app does, and return the answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.send(
            "POST",
            name,
            json.dumps(body),
            Accept="application/json",
            Content_Type="application/json",
            **headers,
        )

    def whom(self, **headers):
        """Return the user id as which a request is answered, or None for nobody."""
        self.users.clear()
        # Nothing that would renew a cookie.
        self.send("GET", "++resource++hcc.ehcportal/ehc.css", **headers)
        return self.users[-1]

    @property
    def is_in(self) -> bool:
        return self.whom() is not None

    @property
    def code(self) -> str:
        """The code in the last mail."""
        (code,) = re.findall(r"sign in is (\d+)", self.mails[-1].text)
        return code

    @property
    def step(self) -> int:
        """Which step is shown; 0 on other pages."""
        found = re.search(r"<h1>Secure login - step (\d)", self.contents or "")
        return int(found[1]) if found else 0

    @property
    def problems(self) -> str:
        """What the summary of problems says."""
        found = self.parsed.cssselect(".alert-danger[role=alert] li")
        return " ".join(" ".join(each.text_content().split()) for each in found)

    @property
    def text(self) -> str:
        """What the page says."""
        return " ".join(self.parsed.text_content().split())

    @property
    def parsed(self):
        return html.fromstring(self.contents)

    @property
    def status(self) -> int:
        return int(self.headers["status"].split()[0])

    def cookie(self, name) -> str:
        """Return a cookie of this browser, or nothing."""
        return unquote(self.testapp.cookies.get(name, "")).strip('"')


@pytest.fixture(autouse=True)
def nobody_known_lately():
    """No password is remembered from another test."""
    _lately._until.clear()


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def moment(monkeypatch):
    """Now, until the test lets time pass."""
    stands = Moment()
    monkeypatch.setattr(SecurityClock, "seconds", lambda clock: stands.seconds)
    return stands


@pytest.fixture
def mails(portal, monkeypatch):
    """Every mail that the test sends."""
    return catch_mails(monkeypatch)


@pytest.fixture
def users():
    """The user ids as which requests were answered, in their order."""
    found = []

    def note(event):
        user = event.request.get("AUTHENTICATED_USER")
        found.append(user and user.getId())

    components = getGlobalSiteManager()
    components.registerHandler(note, (IPubAfterTraversal,))
    yield found
    components.unregisterHandler(note, (IPubAfterTraversal,))


@pytest.fixture
def anita(portal):
    """A mother, who owes a second step."""
    put_under_rule(make_person("anita"))
    return "anita"


@pytest.fixture
def tracy(portal):
    """An adult of another family, who owes it too."""
    put_under_rule(make_person("tracy"))
    return "tracy"


@pytest.fixture
def any_number_of_mails(monkeypatch):
    """Let a person be mailed more codes than five in a quarter of an hour."""
    monkeypatch.setattr(codes, "MAILS_TO_ADDRESS", Limit("mails", 1000))


@pytest.fixture
def visitor(functional, portal, mails, users):
    """Somebody at the door, on each call with another browser."""
    return lambda: Visitor(functional["app"], portal.absolute_url(), mails, users)


@pytest.fixture
def browser(visitor):
    """One browser."""
    return visitor()


@pytest.fixture
def page(browser, council):
    """Somebody at the page that takes requests, who has not signed in."""
    council.ehc.takes_requests = True
    return browser.visit(PAGE)
