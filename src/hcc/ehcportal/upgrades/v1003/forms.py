"""The forms that a portal comes with, for portals that came without them."""

from __future__ import annotations

from hcc.ehcportal.content.handlers import furnish_texts
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.forms.designs.furnish import furnish_forms


def upgrade(setup) -> None:
    """Give every portal the forms that it lacks, and the text of the mail on forms."""
    for portal in portals_of_site():
        furnish_texts(portal)
        furnish_forms(portal)
