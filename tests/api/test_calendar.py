"""``@ehc-calendar``: the private address at which a calendar follows a case."""

from hcc.ehcportal.access.calendar import has_token

import pytest


@pytest.fixture
def address(admitted) -> str:
    return f"{admitted.absolute_url()}/@ehc-calendar"


@pytest.fixture
def made(mother, address) -> str:
    """The private address that Anita has made."""
    answer = mother.post(address)
    assert answer.status_int == 201
    return answer.json["address"]


def test_whoever_has_it_follows_the_dates(nobody, made, council):
    assert made.startswith(f"{council.ehc.absolute_url()}/ehc-calendar/")
    answer = nobody.get(made, {"Accept": "text/calendar"})
    assert answer.status_int == 200
    assert "EHC: Final plan" in answer.text


def test_it_is_told_once(mother, address, made):
    answer = mother.get(address)
    assert answer.json == {"@id": address, "may_follow": True, "is_followed": True}
    assert made.rpartition("/")[2] not in answer.text


def test_another_ends_the_one_before(mother, nobody, address, made):
    another = mother.post(address).json["address"]
    assert [nobody.get(each).status_int for each in (made, another)] == [404, 200]


def test_it_is_ended_and_can_be_ended_again(mother, nobody, address, made, admitted):
    assert [mother.delete(address).status_int for _time in "12"] == [204, 204]
    assert nobody.get(made).status_int == 404
    assert not has_token(admitted, "anita")
    assert mother.get(address).json["is_followed"] is False


def test_a_key_does_not_keep_the_answer(mother, address):
    key = {"Idempotency-Key": "7c1f6d0e"}
    told = {mother.post(address, headers=key).json["address"] for _time in "12"}
    assert len(told) == 2


def test_staff_have_none(coordinator, address, made, admitted):
    told = coordinator.get(address).json
    assert (told["may_follow"], told["is_followed"]) == (False, False)
    assert coordinator.post(address).status_int == 403
    assert coordinator.delete(address).status_int == 403
    assert has_token(admitted, "anita")
