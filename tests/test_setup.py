"""The add-on can be installed and removed, and removing leaves nothing behind."""

from factories import council_of
from factories import make_family
from hcc.ehcportal.interfaces import IEHCPortalLayer
from layers import PORTAL_FIXTURE
from pathlib import Path
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_NAME
from plone.testing.zope import Browser
from traces import traces_in
from zExceptions import BadRequest

import hcc.ehcportal
import itertools
import json
import pytest
import re
import transaction


PACKAGE = "hcc.ehcportal"

UPGRADES = Path(hcc.ehcportal.__file__).parent / "upgrades"

REFUSAL = (
    "“EHC Portal” cannot be removed while there are families in it: their records "
    "would go with it. Remove the families first."
)


class TestInstalled:
    def test_the_add_on_is_installed(self, installer):
        assert installer.is_product_installed(PACKAGE)

    def test_the_site_has_the_latest_version_of_the_profile(
        self, setup_tool, profile_last_version
    ):
        installed = profile_last_version(f"{PACKAGE}:default")
        assert setup_tool.getVersionForProfile(f"{PACKAGE}:default") == installed
        assert installed == _latest_destination()

    def test_requests_to_the_site_carry_the_browser_layer(self, browser_layers):
        assert IEHCPortalLayer in browser_layers

    def test_staff_and_programmes_have_their_groups(self, portal):
        roles = {
            group: set(api.group.get_roles(groupname=group)) & {*_OWN_ROLES}
            for group in ("ehc-case-systems", "ehc-coordinators", "ehc-managers")
        }
        assert roles == {
            "ehc-case-systems": {"EHC Case System"},
            "ehc-coordinators": {"EHC Coordinator"},
            "ehc-managers": {"EHC Manager"},
        }

    def test_installing_again_keeps_who_is_staff(self, portal, robert):
        with api.env.adopt_roles(["Manager"]):
            setup = api.portal.get_tool("portal_setup")
            setup.runAllImportStepsFromProfile(f"profile-{PACKAGE}:default")
        assert robert in [
            user.getId() for user in api.user.get_users(groupname="ehc-coordinators")
        ]

    def test_the_control_panel_offers_no_profile_but_the_add_on(
        self, portal, http_request
    ):
        panel = api.content.get_view(
            "prefs_install_products_form", portal, http_request
        )
        with api.env.adopt_roles(["Manager"]):
            addon = panel.get_addons()[PACKAGE]
        assert addon["install_profile_id"] == "hcc.ehcportal:default"
        assert addon["uninstall_profile_id"] == "hcc.ehcportal:uninstall"
        assert (addon["other_profiles"], addon["upgrade_profiles"]) == ([], {})


class TestUninstalled:
    @pytest.fixture(autouse=True)
    def uninstalled(self, installer):
        with api.env.adopt_roles(["Manager"]):
            installer.uninstall_product(PACKAGE)

    def test_the_add_on_is_no_longer_installed(self, installer):
        assert not installer.is_product_installed(PACKAGE)

    def test_nothing_is_left_but_the_pages_of_the_council(self, portal):
        pages = {f"content: {name}" for name in COUNCIL_PAGES}
        rules = "annotations: plone.contentrules.localassignments"
        assert traces_in(portal) ^ PORTAL_FIXTURE["traces_before"] == {*pages, rules}

    def test_it_can_be_installed_again(self, installer, portal):
        with api.env.adopt_roles(["Manager"]):
            assert installer.install_product(PACKAGE)
        assert "EHCCase" in portal.portal_types


class TestUninstallingASiteInUse:
    def test_it_is_refused_while_there_is_a_family(self, installer, family, portal):
        before = traces_in(portal)
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest) as caught:
            installer.uninstall_product(PACKAGE)
        assert str(caught.value) == REFUSAL
        assert traces_in(portal) == before

    def test_portals_without_a_family_go_with_it(self, installer, council, portal):
        with api.env.adopt_roles(["Manager"]):
            assert installer.uninstall_product(PACKAGE)
        assert "ehc" not in portal
        found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults()
        assert not [brain for brain in found if brain.portal_type.startswith("EHC")]

    def test_roles_that_were_given_to_people_go_with_it(self, installer, portal):
        with api.env.adopt_roles(["Manager"]):
            api.user.grant_roles(username=TEST_USER_NAME, roles=["EHC Manager"])
            installer.uninstall_product(PACKAGE)
        assigned = portal.acl_users.portal_role_manager._principal_roles
        roles = {role for given in assigned.values() for role in given}
        assert not roles & {*_OWN_ROLES}


class TestControlPanel:
    @pytest.fixture
    def browser(self, functional, functional_portal):
        return _browser(functional)

    def test_it_removes_and_installs_the_add_on(self, browser, functional_portal):
        _press(browser, "uninstall_product")
        assert "Uninstalled hcc.ehcportal." in browser.contents
        assert _status(browser, functional_portal) == 200
        _press(browser, "install_product")
        assert "Installed hcc.ehcportal!" in browser.contents
        assert _status(browser, functional_portal) == 200

    def test_it_leaves_no_broken_page(self, browser, functional_portal):
        _press(browser, "uninstall_product")
        pages = ("", "/sitemap", "/folder_contents", "/@@search?SearchableText=EHC")
        assert [_status(browser, functional_portal, page) for page in pages] == [
            200
        ] * len(pages)
        assert _status(browser, functional_portal, "/ehc") == 404

    def test_it_says_why_a_site_in_use_is_not_uninstalled(
        self, browser, functional_portal
    ):
        make_family(council_of(functional_portal))
        transaction.commit()
        _press(browser, "uninstall_product")
        assert REFUSAL in browser.contents
        assert 'value="hcc.ehcportal"' in browser.contents
        transaction.begin()
        assert len(functional_portal["ehc"]["families"]) == 1
        assert "EHCCase" in functional_portal.portal_types


class TestREST:
    @pytest.fixture
    def call(self, functional, functional_portal):
        def post(action):
            browser = _browser(functional)
            browser.addHeader("Accept", "application/json")
            browser.addHeader("Prefer", "return=representation")
            browser.post(f"{functional_portal.absolute_url()}/@addons/{action}", "")
            return browser

        return post

    @pytest.fixture
    def is_installed(self, functional_portal):
        def ask():
            transaction.begin()
            return "EHCCase" in functional_portal.portal_types

        return ask

    def test_it_removes_and_installs_the_add_on(self, call, is_installed):
        removed = call(f"{PACKAGE}/uninstall").headers["status"]
        assert (removed, is_installed()) == ("200 OK", False)
        installed = call(f"{PACKAGE}/install").headers["status"]
        assert (installed, is_installed()) == ("200 OK", True)

    def test_it_says_why_a_site_in_use_is_not_uninstalled(
        self, call, is_installed, functional_portal
    ):
        make_family(council_of(functional_portal))
        transaction.commit()
        answer = call(f"{PACKAGE}/uninstall")
        assert answer.headers["status"].startswith("400")
        assert json.loads(answer.contents)["message"] == REFUSAL
        assert is_installed()


COUNCIL_PAGES = ("local-offer", "help-support", "privacy", "accessibility")

_OWN_ROLES = ("EHC Case System", "EHC Coordinator", "EHC Family", "EHC Manager")


def _latest_destination() -> str:
    """Return the version that the last folder of ``upgrades`` leads to."""
    found = [int(path.name[1:]) for path in UPGRADES.glob("v[0-9]*")]
    return str(max([1000, *found]))


def _browser(layer) -> Browser:
    browser = Browser(layer["app"])
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    return browser


def _press(browser, name: str) -> None:
    """Press the button of our add-on on Plone's own control panel."""
    browser.open("http://nohost/plone/prefs_install_products_form")
    forms = (browser.getForm(index=n) for n in itertools.count())
    next(form for form in forms if _names_us(form, name)).submit()


def _names_us(form, name: str) -> bool:
    return any(
        control.name == name and control.value == PACKAGE for control in form.controls
    )


def _status(browser, portal, path: str = "") -> int:
    browser.open(portal.absolute_url() + path)
    return int(re.match(r"\d+", browser.headers["status"]).group())
