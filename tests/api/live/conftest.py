"""The demonstration council behind a real web server, and apps that call it."""

from demo_layer import council_fixtures
from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.sessions import open_session
from hcc.ehcportal.login.door.tokens import new_token
from plone import api
from tests.api.live.recorder import Recorder
from zope.component.hooks import site as active_site

import pytest
import requests
import transaction


class Caller:
    """An app of somebody who has signed in, or of nobody."""

    def __init__(self, site: str, token: str | None = None):
        self.site = site
        self.session = requests.Session()
        self.session.headers["Accept"] = "application/json"
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, address: str, body=None, **headers: str):
        """Send JSON, unless the body is bytes, and return the answer.

        ``address`` is whole, or begins at the site's; ``headers`` have underscores for
        hyphens.
        """
        return self.session.request(
            method,
            address if "://" in address else f"{self.site}{address}",
            headers={name.replace("_", "-"): said for name, said in headers.items()},
            **{"data" if isinstance(body, bytes) else "json": body},
        )

    def get(self, address: str, **headers: str):
        return self.call("GET", address, **headers)

    def post(self, address: str, body=None, **headers: str):
        return self.call("POST", address, body or {}, **headers)

    def patch(self, address: str, body=None, **headers: str):
        return self.call("PATCH", address, body or {}, **headers)


demo_council, demo_host = council_fixtures("package")


@pytest.fixture
def site(demo_server) -> str:
    """The address of the council's site."""
    return f"http://{demo_server['host']}:{demo_server['port']}/plone"


@pytest.fixture
def signed_in(demo_server, site):
    """Return the app of an account, signed in as both steps would do."""
    portal = demo_server["portal"]

    def make(account: Account) -> Caller:
        with active_site(portal):
            token = new_token(account, open_session(account, portal.REQUEST))
        transaction.commit()
        return Caller(site, token)

    return make


@pytest.fixture
def caller(site, signed_in):
    """Return the app of somebody by their key in the demonstration, or of nobody."""

    def make(key: str | None = None) -> Caller:
        if key is None:
            return Caller(site)
        return signed_in(account_named(DEMO_FIXTURE.accounts[key]["login"]))

    return make


@pytest.fixture
def system(demo_server, signed_in):
    """The app of a case system, whose account may do nothing else."""
    with active_site(demo_server["portal"]), api.env.adopt_roles(["Manager"]):
        user = api.user.create(email="cases@example.org")
        api.group.add_user(groupname="ehc-case-systems", user=user)
        account = account_of(user.getId())
    return signed_in(account)


@pytest.fixture
def case_of(demo_server):
    """Return the case of a child by their name."""
    families = demo_server["portal"]["ehc"]["families"]
    cases = {
        case.title: case
        for family in families.objectValues()
        for case in family.objectValues()
    }
    return cases.__getitem__


@pytest.fixture
def record(site):
    """Hold an answer against its place in the documentation, or write it there."""
    return Recorder(site).record
