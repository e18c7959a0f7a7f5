"""The Plone sites that the tests run in: one fixture, shared by all."""

from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer


class PortalLayer(PloneSandboxLayer):
    """A site with the portal installed and nothing in it."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        import collective.easyform
        import hcc.ehcportal
        import plone.restapi

        for package in (plone.restapi, collective.easyform, hcc.ehcportal):
            self.loadZCML(package=package)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "hcc.ehcportal:default")


PORTAL_FIXTURE = PortalLayer()
INTEGRATION = IntegrationTesting(bases=(PORTAL_FIXTURE,), name="EHCPortal:Integration")
FUNCTIONAL = FunctionalTesting(bases=(PORTAL_FIXTURE,), name="EHCPortal:Functional")
