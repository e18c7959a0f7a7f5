"""The website of the demonstration, and where it may be made."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.content.clock import IClock
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import links_to
from hcc.ehcportal.demo.setuphandlers import SiteHasFamilies
from plone import api
from plone.app.testing import applyProfile
from plone.base.interfaces import INonInstallable
from zope.component import getUtility

import pytest
import re


def test_everything_public_can_be_read_by_a_visitor(site):
    with api.env.adopt_roles(["Anonymous"]):
        paths = {
            brain.getPath().removeprefix("/plone/")
            for brain in api.content.find(portal_type=["Document", "Folder"])
        }
    assert {"local-offer", "local-offer/short-breaks", "help-and-support"} <= paths
    assert {"privacy", "accessibility-statement", "front-page"} <= paths
    assert not any(path.startswith("ehc/families") for path in paths)


def test_the_portal_is_bound_to_the_pages_of_the_council(site):
    ehc = site["ehc"]
    links = links_to(
        ehc.local_offer, ehc.help_page, ehc.privacy_page, ehc.accessibility_page
    )
    assert [link.url.rpartition("/")[2] for link in links] == [
        "local-offer",
        "help-and-support",
        "privacy",
        "accessibility-statement",
    ]
    assert ehc.support_email == "EHCPortalSupport@example.org"


def test_some_stages_have_a_local_offer_of_their_own(site):
    guides = site["ehc"]["stage-guides"]
    own = {guide.key for guide in guides.objectValues() if guide.local_offer}
    assert "draft_plan" in own
    assert "request_outcome" not in own
    assert len(tuple(links_to(*guides["draft-plan"].local_offer))) == 2


def test_the_portal_and_its_guides_are_published(site):
    guides = site["ehc"]["stage-guides"]
    for content in (site["ehc"], guides, *guides.objectValues()):
        assert api.content.get_state(content) == "published"


def test_links_between_pages_lead_somewhere(site):
    for brain in api.content.find(portal_type="Document"):
        page = brain.getObject()
        for uid in re.findall(r"resolveuid/(\w+)", page.text.raw):
            assert api.content.get(UID=uid) is not None
        assert "{{" not in page.text.raw


def test_every_address_is_an_example(site):
    found = [
        address
        for brain in api.content.find(portal_type="Document")
        for address in re.findall(r"@([\w.-]+\w)", brain.getObject().text.raw)
    ]
    assert set(found) == {"example.org"}


def test_time_stands_still_and_says_so(site):
    assert f"{today():%d %B %Y}" == "04 October 2024"
    assert getUtility(IClock).pinned


def test_a_site_with_families_is_left_alone(site):
    before = set(site["ehc"]["families"].objectIds())
    with pytest.raises(SiteHasFamilies, match="has families in it already"):
        applyProfile(site, "hcc.ehcportal:demo")
    assert set(site["ehc"]["families"].objectIds()) == before
    assert len(list(DEMO_FIXTURE.var.rglob("accounts.json"))) == 1


def test_nobody_applies_it_by_one_click(site):
    hidden = getUtility(INonInstallable, name="hcc.ehcportal.demo")
    assert "hcc.ehcportal:demo" in hidden.getNonInstallableProfiles()
