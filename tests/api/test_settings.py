"""How often the API may be called is set by the council, in both control panels."""

from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.api.settings import api_setting
from plone.testing.zope import Browser

import base64
import pytest
import transaction


BASIC = "Basic " + base64.b64encode(f"adam:{PASSWORD}".encode()).decode()

REST = "@controlpanels/ehc-api-settings"


@pytest.fixture
def administrator(portal):
    """Somebody who sets up the site."""
    return make_person("adam", "Site Administrator")


@pytest.fixture
def browser(functional, portal, administrator):
    transaction.commit()
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", BASIC)
    return browser


def test_a_new_site_is_generous(portal):
    assert api_setting("anonymous_calls") == 300
    assert api_setting("account_calls") == 600


def test_the_panel_changes_it(browser, portal):
    browser.open(f"{portal.absolute_url()}/@@ehc-api-settings")
    browser.getControl("Calls a minute, not signed in").value = "60"
    browser.getControl("Calls a minute of one account").value = "0"
    browser.getControl("Save").click()
    transaction.begin()

    assert api_setting("anonymous_calls") == 60
    assert api_setting("account_calls") == 0


def test_fewer_than_none_are_refused(browser, portal):
    browser.open(f"{portal.absolute_url()}/@@ehc-api-settings")
    browser.getControl("Calls a minute, not signed in").value = "-1"
    browser.getControl("Save").click()
    transaction.begin()

    assert "Value is too small" in browser.contents
    assert api_setting("anonymous_calls") == 300


def test_the_sites_setup_leads_there(browser, portal):
    browser.open(f"{portal.absolute_url()}/@@overview-controlpanel")
    assert browser.getLink("EHC Portal: REST API").url.endswith("/@@ehc-api-settings")


def test_it_is_set_over_rest_as_well(nobody, administrator):
    headers = {"Authorization": BASIC}
    assert nobody.get(REST, headers).json["data"]["account_calls"] == 600
    assert nobody.patch(REST, {"account_calls": 90}, headers).status_int == 204
    assert api_setting("account_calls") == 90


def test_nobody_else_may(coordinator, mother, nobody):
    callers = (coordinator, mother, nobody)
    assert [caller.get(REST).status_int for caller in callers] == [403, 403, 401]
