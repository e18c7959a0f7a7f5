"""The demonstration council in the test site, also behind a real web server."""

from contextlib import contextmanager
from factories import remove_council
from hcc.ehcportal.demo.ledger import read_ledger
from layers import COUNCIL_FIXTURE
from pathlib import Path
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFCore.indexing import processQueue
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import os
import pytest
import shutil
import tempfile


class DemoLayer(PloneSandboxLayer):
    """The test site ``plone`` as the demonstration council, in the other one's place.

    ``accounts`` holds what ``var/demo/accounts.json`` says: a login and a password for
    each key (anita, helen, priya, grace, martin, joan, robert, manager, editor,
    administrator). ``var`` is the folder that takes the place of the instance's own.
    """

    defaultBases = (COUNCIL_FIXTURE,)

    accounts: dict[str, dict]
    var: Path

    def setUp(self):
        self.var = Path(tempfile.mkdtemp(prefix="ehc-demo-"))
        os.environ["EHC_DEMO_VAR"] = str(self.var)
        super().setUp()

    def setUpPloneSite(self, portal):
        remove_council(portal)
        # There is a request too where `make start` does this.
        setRequest(portal.REQUEST)
        applyProfile(portal, "hcc.ehcportal:demo")
        # The commit comes when no site is set any more, and indexers ask for settings.
        processQueue()
        clearRequest()
        self.accounts = read_ledger()

    def tearDown(self):
        super().tearDown()
        del os.environ["EHC_DEMO_VAR"]
        shutil.rmtree(self.var)

    def mails(self) -> list[Path]:
        """Return the mails that were sent, the oldest first."""
        return sorted((self.var / "mail").glob("*.eml"))

    @contextmanager
    def empty_var(self):
        """Give one test a ``var`` of its own to fill, and put the layer's back."""
        with tempfile.TemporaryDirectory() as folder:
            os.environ["EHC_DEMO_VAR"] = folder
            try:
                yield Path(folder)
            finally:
                os.environ["EHC_DEMO_VAR"] = str(self.var)


DEMO_FIXTURE = DemoLayer()
DEMO_INTEGRATION = IntegrationTesting(
    bases=(DEMO_FIXTURE,), name="EHCPortal:DemoIntegration"
)
DEMO_FUNCTIONAL = FunctionalTesting(
    bases=(DEMO_FIXTURE,), name="EHCPortal:DemoFunctional"
)
# Visit http://{layer["host"]}:{layer["port"]}/plone/ehc; a test's changes are undone.
DEMO_SERVER = FunctionalTesting(
    bases=(DEMO_FIXTURE, WSGI_SERVER_FIXTURE), name="EHCPortal:DemoServer"
)


@contextmanager
def standing(layer):
    """Keep a layer up whose bases are; not for longer than its tests take.

    While it is up, its database lies on top of everybody's. So pytest-plone must not
    keep it for the whole session: the tests of other layers would find the council.
    """
    layer.setUp()
    try:
        yield layer
    finally:
        layer.tearDown()


def council_fixtures(scope: str):
    """Return the fixtures ``demo_council`` and ``demo_host``, which stand for a scope.

    That of a package is the folder in which a fixture is defined: so each folder whose
    tests share one council has fixtures of its own.
    """

    @pytest.fixture(scope=scope)
    def demo_council(integration_session):
        """The council, for all in the scope: what each test does is undone."""
        with standing(DEMO_FIXTURE) as layer:
            yield layer

    @pytest.fixture(scope=scope)
    def demo_host(demo_council):
        """A web server in front of the council."""
        with standing(WSGI_SERVER_FIXTURE) as layer:
            yield layer

    return demo_council, demo_host


@contextmanager
def during_test(layer):
    """Undo afterwards what one test does to a layer that is up."""
    layer.testSetUp()
    try:
        yield layer
    finally:
        layer.testTearDown()
