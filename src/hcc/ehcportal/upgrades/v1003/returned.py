"""Forms that were returned before a copy was made of them."""

from __future__ import annotations

from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.states import WORKFLOWS
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.filling import default_words
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.forms.returning import draft_again
from plone import api


_TEXT = "notice-form_returned"


def upgrade(setup) -> None:
    """Keep what was sent from being changed, and let families go on with a copy."""
    for portal in portals_of_site():
        name_last_day(portal)
    tool = api.portal.get_tool("portal_workflow")
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="EHCSupportingForm"):
        form = brain._unrestrictedGetObject()
        if state_of(form) == "returned":
            tool[WORKFLOWS["EHCSupportingForm"]].updateRoleMappingsFor(form)
            if copy_made_of(form) is None:
                draft_again(form, last_day=None)


def name_last_day(portal) -> None:
    """Let the mail name the last day, unless editors have written it anew."""
    text = portal["texts"][_TEXT]
    if text.text == _WITHOUT_LAST_DAY:
        text.text = default_words(TEXTS[_TEXT], portal.REQUEST).text


# As it was in the version before.
_WITHOUT_LAST_DAY = (
    "Returned form: we need something more in a form that you sent us in case "
    "${reference}, which is at the stage “${stage}”. Open it under “Items to "
    "complete”: it says what is missing. Please send it again as soon as you can."
)
