"""The Plone sites that the tests run in: one fixture, shared by all."""

from clocks import stopped_clock
from factories import council_of
from factories import make_case
from factories import make_council
from factories import make_family
from hcc.ehcportal.api.rates.counter import IRateCounter
from hcc.ehcportal.api.rates.counter import RateCounter
from hcc.ehcportal.login.door import hashing
from pathlib import Path
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import ploneSite
from plone.testing import Layer
from plone.testing.zodb import stackDemoStorage
from Products.CMFCore.indexing import processQueue
from traces import traces_in
from zope.component import getGlobalSiteManager

import os
import shutil
import tempfile


class PortalLayer(PloneSandboxLayer):
    """A site with the portal installed and nothing in it.

    Its pages follow the workflow of a fresh Plone site, which the plain fixture of
    plone.app.testing turns off.
    """

    defaultBases = (PLONE_FIXTURE,)

    def setUp(self):
        # A hash takes a quarter of a second, and every person of a test has one.
        self.rounds, hashing.ROUNDS = hashing.ROUNDS, 4
        # Mails wait in a folder of the tests' own, and nobody sends them; files that
        # are not whole yet lie beside them.
        self.folder = Path(tempfile.mkdtemp(prefix="ehc-mail-"))
        os.environ["EHC_MAIL_QUEUE"] = str(self.folder / "queue")
        os.environ["MAILHOST_QUEUE_ONLY"] = "true"
        os.environ["EHC_RATES"] = "memory://"
        os.environ["TUS_TMP_FILE_DIR"] = str(self.folder / "pieces")
        super().setUp()

    def tearDown(self):
        super().tearDown()
        for name in (
            "EHC_MAIL_QUEUE",
            "MAILHOST_QUEUE_ONLY",
            "EHC_RATES",
            "TUS_TMP_FILE_DIR",
        ):
            del os.environ[name]
        shutil.rmtree(self.folder)
        hashing.ROUNDS = self.rounds

    def testSetUp(self):
        # The time of many tests stands still, and so would the minute of their calls.
        getGlobalSiteManager().registerUtility(RateCounter(), IRateCounter)

    def setUpZope(self, app, configurationContext):
        import collective.easyform
        import hcc.ehcportal
        import plone.restapi

        for package in (plone.restapi, collective.easyform, hcc.ehcportal):
            self.loadZCML(package=package)
        self.loadZCML("overrides.zcml", package=hcc.ehcportal)

    def setUpPloneSite(self, portal):
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        for dependency in ("plone.restapi", "collective.easyform"):
            applyProfile(portal, f"{dependency}:default")
        self["traces_before"] = traces_in(portal)
        applyProfile(portal, "hcc.ehcportal:default")


PORTAL_FIXTURE = PortalLayer()


class CouncilLayer(PloneSandboxLayer):
    """The test site as a council's: with published pages and the portal ``ehc``.

    A portal brings some thirty texts of editors, each with its first version. So it is
    made once, and no test pays for it.
    """

    defaultBases = (PORTAL_FIXTURE,)

    def setUpPloneSite(self, portal):
        make_council(portal)
        # The commit comes when no site is set any more, and indexers ask for settings.
        processQueue()

    def testSetUp(self):
        # Comes before those of the layers that open a connection to the database.
        if "made_once" in self.pytest_request.fixturenames:
            CASE.testSetUp()

    def testTearDown(self):
        if "made_once" in self.pytest_request.fixturenames:
            CASE.testTearDown()


COUNCIL_FIXTURE = CouncilLayer()


class CaseLayer(Layer):
    """The council with the family Bread and the open case of Tony Bread.

    A case brings eight stages, and most tests want one: so it is made once, and lies
    over the council for the length of each of those tests.
    """

    defaultBases = (COUNCIL_FIXTURE,)

    database = family_id = case_id = None

    def testSetUp(self):
        if self.database is None:
            self.database = self._made()
        self["zodbDB"] = self.database

    def testTearDown(self):
        del self["zodbDB"]

    def _made(self):
        database = stackDemoStorage(self["zodbDB"], name="Case")
        with stopped_clock(), ploneSite(db=database) as portal:
            family = make_family(council_of(portal))
            self.family_id, self.case_id = family.getId(), make_case(family).getId()
            processQueue()
        return database


CASE = CaseLayer()
INTEGRATION = IntegrationTesting(bases=(COUNCIL_FIXTURE,), name="EHCPortal:Integration")
FUNCTIONAL = FunctionalTesting(bases=(COUNCIL_FIXTURE,), name="EHCPortal:Functional")
