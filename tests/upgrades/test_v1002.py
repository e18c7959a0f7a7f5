"""A site of two-step sign-in is brought to the office."""

from factories import give_access
from factories import make_message
from hcc.ehcportal.access.roles import ROLE
from plone import api

import pytest


PROFILE = "hcc.ehcportal:default"

WRITE = "hcc.ehcportal: Write to the office"


@pytest.fixture
def old_site(portal, case, anita):
    """A case and a message as the version before left them."""
    give_access(anita, case)
    message = make_message(case)
    del message.recipient_ids
    # Drafts were everybody's of the staff, and nobody could write to the office.
    make_message(case, "A draft", state="draft").manage_permission(
        "View", ["EHC Coordinator", "EHC Manager", "Manager"]
    )
    case.manage_permission(WRITE, [], acquire=True)
    api.portal.get_tool("portal_setup").setLastVersionForProfile(PROFILE, "1001")
    return portal


@pytest.fixture
def upgraded(old_site):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE, dest="1002")
    return old_site


def messages(case):
    return [item for item in case.objectValues() if item.portal_type == "EHCMessage"]


def test_messages_know_to_whom_they_went(upgraded, case, anita):
    assert messages(case)[0].recipient_ids == (anita,)


def test_drafts_follow_their_case(upgraded, case):
    _, draft = messages(case)
    assert draft.acquiredRolesAreUsedBy("View") == "CHECKED"


def test_families_of_open_cases_can_be_let_write(upgraded, case):
    assert case.acquiredRolesAreUsedBy(WRITE) == ""
    assert [
        role["name"] for role in case.rolesOfPermission(WRITE) if role["selected"]
    ] == [ROLE]
