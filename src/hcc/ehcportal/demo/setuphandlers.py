"""What happens when the demonstration is applied to a site."""

from __future__ import annotations

from hcc.ehcportal.demo.council import found_council
from hcc.ehcportal.demo.ledger import write_ledger
from plone import api


class SiteHasFamilies(Exception):
    """The site may hold real families, so nothing is invented in it."""

    def __init__(self):
        super().__init__(
            "This site has families in it already. The demonstration council can only "
            "be made in a site without any."
        )


def refuse_families(setup) -> None:
    """Raise ``SiteHasFamilies`` before anything is changed."""
    catalog = api.portal.get_tool("portal_catalog")
    if catalog.unrestrictedSearchResults(portal_type="EHCFamily", sort_limit=1):
        raise SiteHasFamilies


def post_install(setup) -> None:
    """Make the council, and write down who can sign in."""
    write_ledger(found_council().values())
