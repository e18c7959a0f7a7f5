"""A site of the office is brought to forms that families can start."""

from hcc.ehcportal.content.defaults import UPLOAD_KINDS
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest


PROFILE = "hcc.ehcportal:default"


@pytest.fixture
def old_site(portal):
    del getUtility(IRegistry).records["ehc.upload_kinds"]
    api.portal.set_registry_record("ehc.document_megabytes", 7)
    api.portal.get_tool("portal_setup").setLastVersionForProfile(PROFILE, "1002")
    return portal


@pytest.fixture
def upgraded(old_site):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE, dest="1003")
    return old_site


def test_uploads_get_their_settings_and_others_keep_theirs(upgraded):
    assert api.portal.get_registry_record("ehc.upload_kinds") == UPLOAD_KINDS
    assert api.portal.get_registry_record("ehc.document_megabytes") == 7
