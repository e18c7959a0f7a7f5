"""Recordings among the files that families can send, where a form asks for them."""

from __future__ import annotations

from hcc.ehcportal.content.defaults import SOUND_KINDS
from hcc.ehcportal.content.defaults import UPLOAD_KINDS
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.forms.offer import designs_in
from plone import api


def upgrade(setup) -> None:
    """Allow recordings, and let *My views* ask for them unless it asks for less."""
    allowed = setting("upload_kinds")
    more = tuple(kind for kind in SOUND_KINDS if kind not in allowed)
    api.portal.set_registry_record("ehc.upload_kinds", (*allowed, *more))
    for portal in portals_of_site():
        for design in designs_in(portal):
            if design.getId() == "my-views" and not design.upload_kinds:
                design.upload_kinds = UPLOAD_KINDS
