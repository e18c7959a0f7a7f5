"""The accounts of the demonstration."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.login.door.passwords import problem_with
from plone import api

import json
import pytest


STAFF = {
    "robert": "EHC Coordinator",
    "manager": "EHC Manager",
    "editor": "Editor",
    "administrator": "Site Administrator",
}


def test_only_the_owner_can_read_the_accounts(accounts):
    folder = DEMO_FIXTURE.var / "demo"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "accounts.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["accounts.json"]


def test_the_accounts_are_written_down(accounts):
    written = json.loads((DEMO_FIXTURE.var / "demo" / "accounts.json").read_text())
    assert written == accounts
    for account in written.values():
        assert {"login", "password", "roles"} <= set(account)
        assert account["login"].endswith("@example.org")
    assert len({account["password"] for account in written.values()}) == len(written)
    assert min(len(account["password"]) for account in written.values()) >= 16
    assert not any(problem_with(account["password"]) for account in written.values())


def test_every_account_signs_in(site, accounts):
    for account in accounts.values():
        credentials = {"login": account["login"], "password": account["password"]}
        found = site.acl_users.source_users.authenticateCredentials(credentials)
        assert found is not None
        assert account["login"] not in found[0]


@pytest.mark.parametrize(("key", "role"), STAFF.items())
def test_staff_have_their_roles(site, user_id, key, role):
    assert role in api.user.get_roles(username=user_id(key))


def test_a_parent_is_nothing_but_a_member(site, user_id):
    roles = api.user.get_roles(username=user_id("anita"))
    assert set(roles) == {"Member", "Authenticated"}


@pytest.mark.parametrize(
    ("key", "children"),
    [
        ("anita", {"Tony Bread"}),
        ("helen", {"Ivy Marlow"}),
        ("priya", {"Dev Shah", "Leela Shah"}),
        ("grace", {"Ella Owen"}),
        ("martin", set()),
        ("joan", {"Sam Fletcher"}),
        ("editor", set()),
        ("administrator", set()),
    ],
)
def test_everybody_sees_their_own_cases_alone(may_view, key, children):
    assert may_view(key) == children


@pytest.mark.parametrize("key", ["robert", "manager"])
def test_staff_see_every_case(may_view, cases, key):
    assert may_view(key) == set(cases)
