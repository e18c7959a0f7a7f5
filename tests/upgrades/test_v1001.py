"""A site of the first version is brought to two-step sign-in."""

from factories import give_access
from hcc.ehcportal.access.references import cases_with
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.door.store import PLUGIN
from hcc.ehcportal.login.install import uninstall_plugin
from hcc.ehcportal.login.settings import ILoginSettings
from hcc.ehcportal.records import PREFIX
from plone import api
from plone.registry.interfaces import IRegistry
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from zope.component import getUtility

import pytest


PROFILE = "hcc.ehcportal:default"


@pytest.fixture
def old_site(portal, case, anita):
    """A site as the first version left it, with a mother who has access."""
    give_access(anita, case)
    uninstall_plugin()
    case.reference = "EHC-2024-0117"
    registry = getUtility(IRegistry)
    for name in [*ILoginSettings, "public_address", "invitation_days"]:
        del registry.records[f"{PREFIX}.{name}"]
    api.portal.get_tool("portal_setup").setLastVersionForProfile(PROFILE, "1000")
    return portal


@pytest.fixture
def upgraded(old_site):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE, dest="1001")
    return old_site


def test_the_plugin_stands_first(upgraded):
    plugins = upgraded.acl_users.plugins.listPluginIds(IAuthenticationPlugin)
    assert plugins[0] == PLUGIN


def test_who_had_access_before_owes_a_second_step(upgraded, anita, tracy):
    assert owes_second_step(anita)
    assert not owes_second_step(tracy)


def test_the_settings_are_there_with_their_defaults(upgraded):
    assert api.portal.get_registry_record(f"{PREFIX}.code_length") == 8
    assert setting("invitation_days") == 7


def test_mailed_links_begin_with_the_address_of_whoever_upgraded(upgraded):
    assert setting("public_address") == upgraded.absolute_url()


def test_cases_that_were_there_are_found_by_their_reference(old_site, case, upgraded):
    assert cases_with(upgraded["ehc"], "EHC-2024-0117") == [case]


def test_managers_may_read_the_audit_record(upgraded):
    roles = upgraded.rolesOfPermission("hcc.ehcportal: View audit record")
    assert "EHC Manager" in [role["name"] for role in roles if role["selected"]]
