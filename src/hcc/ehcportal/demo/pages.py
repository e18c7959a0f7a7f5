"""The council's website: its pages, and the portal among them."""

from __future__ import annotations

from collections.abc import Mapping
from hcc.ehcportal.demo.texts import FRONT_PAGE
from hcc.ehcportal.demo.texts import LOCAL_OFFER
from hcc.ehcportal.demo.texts import PAGES
from hcc.ehcportal.demo.texts import PageText
from plone import api
from plone.app.textfield import RichTextValue
from plone.dexterity.utils import createContentInContainer


# Stages that show pages of their own in place of the whole Local Offer.
_GUIDE_PAGES = {
    "advice": ("advice-service", "support-in-school"),
    "plan-decision": ("advice-service", "mediation"),
    "draft-plan": ("advice-service", "personal-budgets"),
    "consultation": ("advice-service", "choosing-a-school"),
    "final-plan": ("mediation", "short-breaks"),
}

_PORTAL_PAGES = {
    "local_offer": "local-offer",
    "help_page": "help-and-support",
    "privacy_page": "privacy",
    "accessibility_page": "accessibility-statement",
}


def make_pages() -> dict[str, object]:
    """Write and publish the website; return its pages by their short names."""
    site = api.portal.get()
    folder = createContentInContainer(
        site,
        "Folder",
        id="local-offer",
        title="Local Offer",
        description="Support for children and young people with special educational "
        "needs and disabilities, and for their families.",
    )
    pages = {"local-offer": folder}
    for text in LOCAL_OFFER:
        pages[text.id] = _add_page(folder, text, pages)
    for text in PAGES:
        pages[text.id] = _add_page(site, text, pages)
    _publish(folder)
    return pages


def make_portal(pages: Mapping[str, object]):
    """Make the portal, bound to the council's pages, and the way to it."""
    site = api.portal.get()
    portal = createContentInContainer(
        site,
        "EHCPortal",
        id="ehc",
        title="EHC Portal",
        support_email="EHCPortalSupport@example.org",
        # One of those that Ofcom keeps for stories.
        support_phone="01632 960123",
        takes_requests=True,
    )
    for field, name in _PORTAL_PAGES.items():
        api.relation.create(portal, pages[name], field)
    _publish_portal(portal)
    _set_front_page(site, {**pages, "ehc": portal})
    return portal


def _publish_portal(portal) -> None:
    guides = portal["stage-guides"]
    for name, page_names in _GUIDE_PAGES.items():
        for page_name in page_names:
            page = api.portal.get()["local-offer"][page_name]
            api.relation.create(guides[name], page, "local_offer")
    for content in (portal, guides, *guides.objectValues(), portal["forms"]):
        _publish(content)


def _set_front_page(site, pages) -> None:
    _add_page(site, FRONT_PAGE, pages)
    site.setDefaultPage(FRONT_PAGE.id)


def _add_page(folder, text: PageText, pages):
    page = createContentInContainer(
        folder,
        "Document",
        id=text.id,
        title=text.title,
        description=text.description,
        text=RichTextValue(text.html(pages), "text/html", "text/x-html-safe"),
        exclude_from_nav=not text.in_navigation,
    )
    _publish(page)
    return page


def _publish(content) -> None:
    api.content.transition(content, "publish")
