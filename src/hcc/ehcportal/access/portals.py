"""The portals of a site, for those who ask for one without being in it."""

from __future__ import annotations

from hcc.ehcportal.content.portal import portals_of_site


def the_portals() -> list:
    """Return every portal of the site; usually there is one."""
    return portals_of_site()
