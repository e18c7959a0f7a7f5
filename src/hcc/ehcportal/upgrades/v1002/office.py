"""What content that is there already lacks."""

from __future__ import annotations

from hcc.ehcportal.content.finding import find_cases_anew
from hcc.ehcportal.content.handlers import furnish_texts
from hcc.ehcportal.content.portal import portals_of_site


def upgrade(setup) -> None:
    """Furnish every portal with texts, and index every case."""
    for portal in portals_of_site():
        furnish_texts(portal)
    find_cases_anew()
