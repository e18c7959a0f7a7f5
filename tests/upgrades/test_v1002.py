"""A site of two-step sign-in is brought to the office."""

from datetime import date
from factories import give_access
from factories import make_message
from hcc.ehcportal.access.roles import ROLE
from hcc.ehcportal.content.indexers import INDEXES
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.notify.mailhost import switch_queue_back
from hcc.ehcportal.notify.notices import Notices
from plone import api
from plone.registry.interfaces import IRegistry
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


PROFILE = "hcc.ehcportal:default"

TOLD = "hcc.ehcportal.told_timetable"

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
    forget_the_office(portal)
    # Mails left with the commit, and nobody was told of a new date.
    switch_queue_back()
    IAnnotations(case).pop(TOLD)
    api.portal.get_tool("portal_setup").setLastVersionForProfile(PROFILE, "1001")
    return portal


def forget_the_office(portal):
    """Take away what there was not: texts, indexes, settings, versions."""
    # The portal keeps its folders by an event.
    portal["ehc"]._delObject("texts", suppress_events=True)
    catalog = api.portal.get_tool("portal_catalog")
    for name in INDEXES:
        catalog.delIndex(name)
    for name in ("EHCText", "EHCTexts"):
        portal.portal_types.manage_delObjects([name])
    del getUtility(IRegistry).records["ehc.advice_services"]
    repository = api.portal.get_tool("portal_repository")
    repository.setVersionableContentTypes([])
    for policy in ("at_edit_autoversion", "version_on_revert"):
        repository.removePolicyFromContentType("EHCStageGuide", policy)


@pytest.fixture
def upgraded(old_site):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE, dest="1002")
    return old_site


def test_mails_wait_in_a_queue(upgraded):
    assert upgraded.MailHost.smtp_queue


def test_what_changes_afterwards_is_told_and_nothing_else(upgraded, case, anita):
    before = len(Notices(case).all())
    case.draft_served = date(2024, 10, 2)
    notify(ObjectModifiedEvent(case))
    kinds = sorted(notice.kind for notice in Notices(case).all())
    assert len(kinds) == before + 1
    assert "draft_plan" in kinds


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


def test_the_portal_has_its_texts(upgraded):
    texts = upgraded["ehc"]["texts"]
    assert set(texts.objectIds()) == set(TEXTS)
    assert texts["message-handover"].subject == "EHC Handover to new team"


def test_staff_find_the_cases_that_were_there(upgraded, case):
    catalog = api.portal.get_tool("portal_catalog")
    (found,) = catalog.unrestrictedSearchResults(ehc_name="tony bread")
    assert found.getPath() == "/".join(case.getPhysicalPath())
    assert {name for name in INDEXES if name in catalog.indexes()} == set(INDEXES)


def test_the_services_of_the_guide_are_offered(upgraded):
    assert len(setting("advice_services")) == 11
    registry = getUtility(IRegistry)
    assert len(registry.records["ehc.advice_services"].value) == 11


def test_what_editors_wrote_before_is_the_first_version(upgraded):
    repository = api.portal.get_tool("portal_repository")
    guide = upgraded["ehc"]["stage-guides"]["request"]
    assert repository.supportsPolicy(guide, "at_edit_autoversion")
    with api.env.adopt_roles(["Manager"]):
        assert len(repository.getHistoryMetadata(guide)) >= 1
