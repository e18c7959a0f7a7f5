"""Who may see which case: giving access, ending it, and inviting."""

from answers import fields_of
from datetime import date
from hcc.ehcportal.access.register import AccessRegister
from letterbox import catch_mails

import pytest


@pytest.fixture
def family(admitted):
    return admitted.__parent__


@pytest.fixture
def terms(admitted):
    """What access is given with."""
    return {
        "case": admitted.getId(),
        "relationship": "father",
        "reason": "Birth certificate seen",
    }


def address(family, *behind: str, name="@ehc-access") -> str:
    return "/".join((family.absolute_url(), name, *behind))


class TestAccess:
    def test_the_register_is_read(self, coordinator, family):
        (grant,) = coordinator.get(address(family)).json["grants"]
        assert (grant["adult"], grant["holds"], grant["end"]) == ("anita", True, None)

    def test_it_is_given_to_whoever_has_the_account(
        self, coordinator, family, terms, tracy
    ):
        answer = coordinator.post(address(family), {"adult": "tracy", **terms})

        assert answer.status_int == 201
        assert answer.json["start"] == "2024-10-04"
        grants = list(AccessRegister(family).grants_for(terms["case"]))
        assert {(each.adult, each.granted_by) for each in grants} >= {
            ("tracy", "robert")
        }

    def test_nobody_is_given_it_twice(self, coordinator, family, terms):
        answer = coordinator.post(address(family), {"adult": "anita", **terms})
        assert (answer.status_int, fields_of(answer)) == (422, ["adult"])
        assert answer.json["errors"][0]["message"].startswith("This person has access")

    def test_a_stranger_is_not_found(self, coordinator, family, terms):
        answer = coordinator.post(address(family), {"adult": "stranger", **terms})
        assert (answer.status_int, fields_of(answer)) == (422, ["adult"])

    def test_to_no_case_of_another_family(
        self, coordinator, family, terms, other_case, tracy
    ):
        body = {"adult": "tracy", **terms, "case": other_case.getId()}
        answer = coordinator.post(address(family), body)
        assert (answer.status_int, fields_of(answer)) == (422, ["case"])

    def test_not_until_a_day_that_has_passed(self, coordinator, family, terms, tracy):
        body = {"adult": "tracy", **terms, "end": "2024-10-03"}
        answer = coordinator.post(address(family), body)
        assert (answer.status_int, fields_of(answer)) == (422, ["end"])

    @pytest.mark.parametrize(
        ("last_day", "end"),
        [(None, date(2024, 10, 3)), ("2024-10-31", date(2024, 10, 31))],
    )
    def test_it_ends_at_once_or_with_a_day(self, coordinator, family, last_day, end):
        (grant,) = AccessRegister(family).grants()
        answer = coordinator.patch(address(family, grant.id), {"last_day": last_day})

        assert answer.status_int == 200
        (ended,) = AccessRegister(family).grants()
        assert ended.end == end

    def test_what_has_ended_cannot_end(self, coordinator, family):
        (grant,) = AccessRegister(family).grants()
        coordinator.patch(address(family, grant.id), {"last_day": None})
        answer = coordinator.patch(address(family, grant.id), {"last_day": None})
        assert (answer.status_int, answer.json["type"]) == (409, "AccessEnded")

    def test_not_with_a_day_before_it_began(self, coordinator, family, terms, tracy):
        given = coordinator.post(
            address(family), {"adult": "tracy", **terms, "start": "2024-12-01"}
        )
        place = address(family, given.json["id"])
        answer = coordinator.patch(place, {"last_day": "2024-11-01"})
        assert (answer.status_int, fields_of(answer)) == (422, ["last_day"])

    @pytest.mark.parametrize("behind", [(), ("0123456789abcdef",), ("a", "b")])
    def test_what_is_not_there_cannot_end(self, coordinator, family, behind):
        answer = coordinator.patch(address(family, *behind), {"last_day": None})
        assert answer.status_int == 404


class TestInvitations:
    @pytest.fixture
    def body(self, terms):
        return {"name": "John Bread", "address": "john@example.org", **terms}

    @pytest.fixture
    def place(self, family):
        return address(family, name="@ehc-invitations")

    @pytest.fixture(autouse=True)
    def mails(self, portal, monkeypatch):
        return catch_mails(monkeypatch)

    def test_an_adult_gets_a_link_that_nobody_else_sees(
        self, coordinator, place, body, mails
    ):
        answer = coordinator.post(place, body)

        assert (answer.status_int, answer.json["standing"]) == (201, "waiting")
        (mail,) = mails
        assert mail.to == "john@example.org"
        assert mail.token not in answer.text
        assert coordinator.get(place).json["invitations"] == [answer.json]

    def test_not_twice(self, coordinator, place, body):
        coordinator.post(place, body)
        answer = coordinator.post(place, body)
        assert (answer.status_int, fields_of(answer)) == (422, ["address"])

    def test_not_to_what_is_no_address(self, coordinator, place, body):
        answer = coordinator.post(place, {**body, "address": "nobody"})
        assert (answer.status_int, fields_of(answer)) == (422, ["address"])

    def test_it_is_sent_again(self, coordinator, place, body, mails):
        made = coordinator.post(place, body).json
        answer = coordinator.patch(f"{place}/{made['id']}")
        assert answer.status_int == 200
        assert len(mails) == 2

    def test_it_is_withdrawn_once(self, coordinator, place, body):
        made = coordinator.post(place, body).json
        first, second = (
            coordinator.delete(f"{place}/{made['id']}") for _time in range(2)
        )
        assert (first.status_int, first.json["standing"]) == (200, "withdrawn")
        assert (second.status_int, second.json["type"]) == (409, "NotPossible")

    def test_what_is_not_there_is_not_withdrawn(self, coordinator, place):
        assert coordinator.delete(f"{place}/i-0").status_int == 404
