"""``@ehc-account``: one's own account, but for what takes a proof to change."""

from answers import fields_of
from hcc.ehcportal.access.notices import wants_notices
from hcc.ehcportal.api.account.answer import Account
from hcc.ehcportal.api.shapes import schema_of
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.store import the_store
from jsonschema import Draft202012Validator

import pytest


ADDRESS = "@ehc-account"


def test_it_tells_what_the_page_tells(mother, portal):
    told = mother.get(ADDRESS).json
    Draft202012Validator(schema_of(Account)).validate(told)
    assert told == {
        "@id": f"{portal.absolute_url()}/@ehc-account",
        "name": "Anita Rixon",
        "address": "anita@example.org",
        "second_step": "email",
        "notices": True,
        "website": f"{portal.absolute_url()}/ehc-my-account",
    }


def test_an_authenticator_app_is_told_and_nothing_of_it(mother, anita):
    the_store().record(anita).app_secret = "JBSWY3DPEHPK3PXP"
    answer = mother.get(ADDRESS)
    assert answer.json["second_step"] == "app"
    assert "JBSWY3DPEHPK3PXP" not in answer.text


def test_staff_can_have_no_second_step(coordinator):
    assert coordinator.get(ADDRESS).json["second_step"] is None


def test_a_name_is_changed(mother, anita):
    answer = mother.patch(ADDRESS, {"name": " Anita Bread "})
    assert (answer.status_int, answer.json["name"]) == (200, "Anita Bread")
    assert account_of(anita).name == "Anita Bread"
    assert wants_notices(anita)


@pytest.mark.parametrize("name", ["", None, "Anita\r\nBcc: all@example.org", "A" * 121])
def test_a_name_is_checked_as_on_the_page(mother, anita, name):
    answer = mother.patch(ADDRESS, {"notices": False, "name": name})
    assert answer.status_int == 422
    assert fields_of(answer) == ["name"]
    assert account_of(anita).name == "Anita Rixon"
    assert wants_notices(anita)


def test_notices_are_stopped_and_wanted_again(mother, anita):
    for wanted in (False, True):
        answer = mother.patch(ADDRESS, {"notices": wanted})
        assert answer.json["notices"] == wants_notices(anita) == wanted
    assert account_of(anita).name == "Anita Rixon"


def test_there_is_no_third_choice_about_notices(mother, anita):
    answer = mother.patch(ADDRESS, {"notices": None})
    assert answer.status_int == 422
    assert fields_of(answer) == ["notices"]
    assert wants_notices(anita)


@pytest.mark.parametrize("field", ["address", "email", "password", "second_step"])
def test_what_takes_a_proof_is_not_taken(mother, anita, field):
    before = account_of(anita)
    answer = mother.patch(ADDRESS, {field: "another@example.net"})
    assert answer.status_int == 422
    assert fields_of(answer) == [field]
    assert account_of(anita) == before
    assert account_of(anita).address == "anita@example.org"


@pytest.mark.parametrize("behind", ["tracy", "anita"])
def test_it_names_no_account(mother, tracy, behind):
    assert mother.get(f"{ADDRESS}/{behind}").status_int == 404
    assert mother.patch(f"{ADDRESS}/{behind}", {"name": "X"}).status_int == 404


def test_one_that_the_site_does_not_keep_is_told_so(owner):
    answer = owner.get(ADDRESS)
    assert (answer.status_int, answer.json["type"]) == (404, "AccountElsewhere")
