"""A site with forms is brought to the API and the feed from a case system."""

from AccessControl.PermissionRole import rolesForPermissionOn
from hcc.ehcportal.api.install import put_problems_into_the_log_again
from hcc.ehcportal.api.settings import IApiSettings
from hcc.ehcportal.content.defaults import SOUND_KINDS
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.records import PREFIX
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest


PROFILE = "hcc.ehcportal:default"

PANEL = "ehc-api-settings"


@pytest.fixture
def old_site(portal):
    with api.env.adopt_roles(["Manager"]):
        api.group.delete(groupname="ehc-case-systems")
        portal._delRoles(["EHC Case System"])
        portal.manage_permission("hcc.ehcportal: Import cases", [], acquire=True)
    registry = getUtility(IRegistry)
    for name in IApiSettings:
        del registry.records[f"{PREFIX}.{name}"]
    put_problems_into_the_log_again()
    portal.portal_controlpanel.unregisterConfiglet(PANEL)
    api.portal.set_registry_record("ehc.code_length", 6)
    api.portal.set_registry_record("ehc.upload_kinds", ("pdf", "jpg"))
    for name in ("my-views", "parental-supporting-documents"):
        portal["ehc"]["forms"][name].upload_kinds = ()
    api.portal.get_tool("portal_setup").setLastVersionForProfile(PROFILE, "1003")
    return portal


@pytest.fixture
def upgraded(old_site):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE, dest="1004")
    return old_site


def test_case_systems_have_a_group_whose_role_may_import(upgraded):
    roles = api.group.get_roles(groupname="ehc-case-systems")
    assert "EHC Case System" in roles
    assert "EHC Case System" in rolesForPermissionOn(
        "hcc.ehcportal: Import cases", upgraded
    )


def test_the_settings_are_there_and_others_stay(upgraded):
    assert api.portal.get_registry_record(f"{PREFIX}.account_calls") == 600
    assert api.portal.get_registry_record(f"{PREFIX}.code_length") == 6


def test_the_sites_setup_leads_to_them_once(upgraded):
    panels = [each.getId() for each in upgraded.portal_controlpanel.listActions()]
    ours = [each for each in panels if each.startswith("ehc-")]
    assert sorted(ours) == [PANEL, "ehc-login-settings", "ehc-settings"]


def test_problems_stay_out_of_the_log(upgraded):
    assert upgraded.error_log._ignored_exceptions[-1] == "Problem"


def test_recordings_are_allowed_beside_what_was(upgraded):
    kinds = api.portal.get_registry_record("ehc.upload_kinds")

    assert kinds == ("pdf", "jpg", *SOUND_KINDS)
    assert upload_limits().kind_names == "PDF, JPEG"


def test_my_views_alone_asks_for_them(upgraded):
    forms = upgraded["ehc"]["forms"]

    assert set(SOUND_KINDS) < set(forms["my-views"].upload_kinds)
    assert forms["parental-supporting-documents"].upload_kinds == ()


def test_a_portal_whose_forms_were_removed_is_no_hindrance(old_site):
    with api.env.adopt_roles(["Manager"]):
        old_site["ehc"]._delObject("forms", suppress_events=True)
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE, dest="1004")

    assert set(SOUND_KINDS) < set(api.portal.get_registry_record("ehc.upload_kinds"))
