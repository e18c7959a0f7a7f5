"""The house rules of a council, in both control panels."""

from base64 import b64encode
from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.uploads.limits import upload_limits
from plone import api
from plone.testing.zope import Browser

import json
import pytest
import transaction


@pytest.fixture
def administrator(functional, functional_portal):
    """A browser of somebody who sets up the site."""
    make_person("adam", "Site Administrator")
    transaction.commit()
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", f"Basic adam:{PASSWORD}")
    return browser


def test_a_new_site_counts_as_the_law_does(portal):
    assert setting("count_receipt_day") is False
    assert setting("comment_days") == 15
    assert "SI 2014/1530" in setting("rules_reference")


def test_the_panel_changes_the_rules(administrator, functional_portal):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl("Count the day of receipt").selected = True
    administrator.getControl("Days to comment on a draft").value = "20"
    administrator.getControl("Save").click()

    transaction.begin()
    assert setting("count_receipt_day") is True
    assert setting("comment_days") == 20


def test_fewer_days_than_the_law_allows_are_refused(administrator, functional_portal):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl("Days to comment on a draft").value = "14"
    administrator.getControl("Save").click()

    assert "Value is too small" in administrator.contents
    transaction.begin()
    assert setting("comment_days") == 15


PUBLIC = "Public address of this website"


@pytest.mark.parametrize(
    "address", ["https://www.example.gov.uk", "http://localhost:8080/plone", ""]
)
def test_the_public_address_is_set(administrator, functional_portal, address):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl(PUBLIC).value = address
    administrator.getControl("Save").click()

    transaction.begin()
    assert (setting("public_address") or "") == address


@pytest.mark.parametrize(
    "address",
    [
        "www.example.gov.uk",
        "ftp://www.example.gov.uk",
        "javascript:alert(1)",
        "https://",
        "https://www.example.gov.uk and more",
        "https://user@www.example.gov.uk",
        "https://www.example.gov.uk?next=x",
        "https://www.example.gov.uk/\nBcc: x",
    ],
)
def test_what_no_link_can_start_with_is_refused(
    administrator, functional_portal, address
):
    before = setting("public_address")
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl(PUBLIC).value = address
    administrator.getControl("Save").click()

    assert "Enter the whole address, with https:// before it" in administrator.contents
    transaction.begin()
    assert setting("public_address") == before


@pytest.mark.parametrize(("days", "kept"), [("0", 7), ("31", 7), ("14", 14)])
def test_an_invitation_is_valid_for_one_to_thirty_days(
    administrator, functional_portal, days, kept
):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl("Days that an invitation is valid").value = days
    administrator.getControl("Save").click()

    transaction.begin()
    assert setting("invitation_days") == kept


def test_the_rules_are_set_over_rest_as_well(administrator, functional_portal):
    address = f"{functional_portal.absolute_url()}/@controlpanels/ehc-settings"
    administrator.addHeader("Accept", "application/json")

    administrator.open(address)

    data = json.loads(administrator.contents)["data"]
    assert data["comment_days"] == 15


def test_an_editor_may_not_set_them(portal):
    make_person("edith", "Editor")

    with api.env.adopt_user(username="edith"):
        assert not api.user.has_permission("hcc.ehcportal: Manage settings")


def test_the_panel_chooses_what_families_can_send(administrator, functional_portal):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    kinds = administrator.getControl(name="form.widgets.upload_kinds:list")
    assert "heic" in kinds.value
    kinds.value = ["pdf", "png"]
    administrator.getControl("Largest file of a family, in MB").value = "5"
    administrator.getControl("Save").click()

    transaction.begin()
    assert upload_limits().kind_names == "PDF, PNG"
    assert upload_limits().bytes_each == 5 * 1024 * 1024


def test_rest_chooses_it_too(administrator, functional_portal):
    told = {"upload_kinds": ["jpg"], "upload_files": 3, "refuse_unscanned": True}

    administrator.testapp.request(
        f"{functional_portal.absolute_url()}/@controlpanels/ehc-settings",
        method="PATCH",
        body=json.dumps(told).encode(),
        headers={
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Basic {b64encode(f'adam:{PASSWORD}'.encode()).decode()}",
        },
    )

    transaction.begin()
    assert (upload_limits().kind_names, upload_limits().files) == ("JPEG", 3)
    assert setting("refuse_unscanned") is True


def test_webhooks_are_entered_one_on_a_line(administrator, functional_portal):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl("Webhooks").value = "https://cases.example.gov.uk/ehc"
    administrator.getControl("Save").click()

    transaction.begin()
    assert setting("hook_addresses") == ("https://cases.example.gov.uk/ehc",)


def test_a_webhook_without_encryption_is_refused_with_a_sentence(
    administrator, functional_portal
):
    administrator.open(f"{functional_portal.absolute_url()}/@@ehc-settings")
    administrator.getControl("Webhooks").value = "http://cases.example.gov.uk/ehc"
    administrator.getControl("Save").click()

    transaction.begin()
    assert "Enter whole addresses that begin with https://" in administrator.contents
    assert setting("hook_addresses") == ()
