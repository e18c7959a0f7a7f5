"""How people sign in is set by the council, in both control panels."""

from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.login.settings import login_setting

import base64
import json
import pytest


@pytest.fixture
def administrator(visitor):
    """A browser of somebody who sets up the site."""
    make_person("adam", "Site Administrator")
    browser = visitor()
    browser.addHeader("Authorization", f"Basic adam:{PASSWORD}")
    return browser


def basic(user_id) -> str:
    encoded = base64.b64encode(f"{user_id}:{PASSWORD}".encode()).decode()
    return f"Basic {encoded}"


def test_a_new_site_does_as_the_guide_says(portal):
    assert login_setting("code_length") == 8
    assert login_setting("idle_minutes") == 30
    assert login_setting("staff_second_step") is False
    assert login_setting("staff_app") is False


def test_the_panel_changes_it(administrator):
    administrator.visit("@@ehc-login-settings")
    administrator.getControl("Digits of a code").value = "6"
    administrator.getControl("Codes for staff").selected = True
    administrator.press("Save")

    assert login_setting("code_length") == 6
    assert login_setting("staff_second_step") is True


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [
        ("Digits of a code", "code_length", "5"),
        ("Digits of a code", "code_length", "13"),
        ("Minutes without activity", "idle_minutes", "9"),
        ("Minutes without activity", "idle_minutes", "61"),
    ],
)
def test_what_is_not_safe_is_refused(administrator, label, name, value):
    before = login_setting(name)
    administrator.visit("@@ehc-login-settings")
    administrator.getControl(label).value = value
    administrator.press("Save")

    assert "Value is too" in administrator.contents
    assert login_setting(name) == before


def test_the_sites_setup_leads_there(administrator):
    administrator.visit("@@overview-controlpanel")
    assert administrator.getLink("EHC Portal: signing in").url.endswith(
        "/@@ehc-login-settings"
    )


def test_it_is_set_over_rest_as_well(administrator):
    address = "@controlpanels/ehc-login-settings"
    headers = {
        "Accept": "application/json",
        "Content_Type": "application/json",
        "Authorization": basic("adam"),
    }

    shown = administrator.send("GET", address, **headers)
    body = json.dumps({"idle_minutes": 20})
    administrator.send("PATCH", address, body, **headers)

    assert json.loads(shown.text)["data"]["idle_minutes"] == 30
    assert login_setting("idle_minutes") == 20


@pytest.mark.parametrize(
    "address", ["@@ehc-login-settings", "@controlpanels/ehc-login-settings"]
)
def test_an_editor_may_not(visitor, address):
    make_person("edith", "Editor")
    answer = visitor().send(
        "GET", address, Accept="application/json", Authorization=basic("edith")
    )
    assert answer.status_int in (302, 401, 403)
