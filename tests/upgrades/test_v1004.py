"""A site with forms is brought to the feed from a case system."""

from AccessControl.PermissionRole import rolesForPermissionOn
from plone import api

import pytest


PROFILE = "hcc.ehcportal:default"


@pytest.fixture
def upgraded(portal):
    with api.env.adopt_roles(["Manager"]):
        api.group.delete(groupname="ehc-case-systems")
        portal._delRoles(["EHC Case System"])
        portal.manage_permission("hcc.ehcportal: Import cases", [], acquire=True)
        setup = api.portal.get_tool("portal_setup")
        setup.setLastVersionForProfile(PROFILE, "1003")
        setup.upgradeProfile(PROFILE, dest="1004")
    return portal


def test_case_systems_have_a_group_whose_role_may_import(upgraded):
    roles = api.group.get_roles(groupname="ehc-case-systems")
    assert "EHC Case System" in roles
    assert "EHC Case System" in rolesForPermissionOn(
        "hcc.ehcportal: Import cases", upgraded
    )
