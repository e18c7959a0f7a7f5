"""A site of the office is brought to forms that families can start."""

from factories import make_form
from hcc.ehcportal.content.defaults import UPLOAD_KINDS
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.upgrades.v1003.returned import _WITHOUT_LAST_DAY
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest


PROFILE = "hcc.ehcportal:default"


@pytest.fixture
def returned(case):
    """A form as it was returned before, for the family to change it."""
    form = make_form(case, state="returned")
    form.return_reason = "A page is missing."
    form.manage_permission("Modify portal content", ["EHC Family"])
    return form


@pytest.fixture
def old_site(portal, returned):
    portal["ehc"]["texts"]["notice-form_returned"].text = _WITHOUT_LAST_DAY
    del getUtility(IRegistry).records["ehc.upload_kinds"]
    api.portal.set_registry_record("ehc.document_megabytes", 7)
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(portal["ehc"]["forms"]["my-views"])
    portal.portal_types.EasyForm.behaviors = ("plone.dublincore",)
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


def test_a_form_that_was_returned_stays_and_the_family_has_its_copy(upgraded, returned):
    roles = returned.rolesOfPermission("Modify portal content")
    assert not any(role["selected"] for role in roles)
    draft = copy_made_of(returned)
    assert state_of(draft) == "draft"
    assert draft.return_reason == "A page is missing."
    assert [a.title for a in draft.objectValues()] == ["A letter"]


def test_the_mail_about_it_names_the_last_day(upgraded):
    text = upgraded["ehc"]["texts"]["notice-form_returned"].text

    assert text.endswith("We ask for it by ${until}.")


def test_portals_get_the_forms_that_they_come_with(upgraded):
    assert "my-views" in upgraded["ehc"]["forms"]
    assert upgraded.portal_types.EasyForm.behaviors == (
        "plone.dublincore",
        "hcc.ehcportal.formoffer",
    )
