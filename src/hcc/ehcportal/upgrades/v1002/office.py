"""What content that is there already lacks."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from hcc.ehcportal.access.audit import find_by_case
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.changes import remember
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.finding import find_cases_anew
from hcc.ehcportal.content.handlers import furnish_texts
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.states import WORKFLOWS
from plone import api

import transaction


# Their workflows say more, or something else, than in the version before.
_CHANGED = ("EHCCase", "EHCMessage")

# So much content is read before what was read is let go from memory.
_BATCH = 500


def upgrade(setup) -> None:
    """Furnish every portal with texts, and bring cases and messages up to date."""
    for portal in portals_of_site():
        furnish_texts(portal)
        keep_first_versions(portal)
    update_permissions()
    find_cases_anew()
    find_by_case()
    remember_cases()


def keep_first_versions(portal) -> None:
    """Keep what editors wrote of the stages before versions were kept."""
    repository = api.portal.get_tool("portal_repository")
    for guide in portal["stage-guides"].objectValues():
        repository.save(guide)


def update_permissions() -> None:
    """Let content follow its workflow as that is now: some minutes in a council."""
    tool = api.portal.get_tool("portal_workflow")
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type=_CHANGED)
    for number, brain in enumerate(found, 1):
        content = brain._unrestrictedGetObject()
        tool[WORKFLOWS[content.portal_type]].updateRoleMappingsFor(content)
        if content.portal_type == "EHCMessage":
            note_recipients(content)
        security = ["allowedRolesAndUsers"]
        catalog.catalog_object(content, idxs=security, update_metadata=False)
        if number % _BATCH == 0:
            content._p_jar.cacheGC()


def note_recipients(message) -> None:
    """Note who they were whose names stand in a message, where the register tells.

    Where it does not, the families of today read "The family" in place of their names.
    """
    if state_of(message) != "sent" or message.recipient_ids:
        return
    case = aq_parent(aq_inner(message))
    day = message.sent_at.astimezone(ENGLAND).date()
    holders = tuple(AccessRegister(aq_parent(case)).holders(case.getId(), day))
    if len(holders) == len(message.recipients):
        message.recipient_ids = holders


def remember_cases() -> None:
    """Learn what stands in every case, so that its next change can say what it was."""
    catalog = api.portal.get_tool("portal_catalog")
    kinds = ["EHCCase", "EHCStage", "EHCDocument", "EHCMessage"]
    found = catalog.unrestrictedSearchResults(portal_type=kinds)
    for number, brain in enumerate(found, 1):
        remember(brain._unrestrictedGetObject())
        if number % _BATCH == 0:
            # What was changed can only be let go once it is put down somewhere.
            transaction.savepoint(optimistic=True)
            catalog._p_jar.cacheGC()
