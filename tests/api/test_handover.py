"""A case, or many, get another coordinator; the families are told."""

from answers import fields_of
from factories import make_case
from factories import make_family
from factories import put_into
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.content.overview import overview_of
from plone import api
from plone.locking.interfaces import ILockable

import pytest


@pytest.fixture
def cases(admitted, council):
    """Tony's case and two of other families, all open."""
    families = [make_family(council, name) for name in ("Other", "Third")]
    return [admitted, *(make_case(family, "Tina") for family in families)]


def hand_over(app, case, coordinator, headers=None):
    url = f"{case.absolute_url()}/@ehc-hand-over"
    return app.post(url, {"coordinator": coordinator}, headers)


def hand_many_over(app, council, cases, coordinator):
    body = {"coordinator": coordinator, "cases": [c.absolute_url() for c in cases]}
    return app.post(f"{council.ehc.absolute_url()}/@ehc-hand-over", body)


def edit(content, person):
    """Open something in an edit form."""
    with api.env.adopt_user(username=person):
        ILockable(content).lock()


class TestOne:
    def test_the_family_is_told_and_it_is_written_down(
        self, coordinator, admitted, rob
    ):
        answer = hand_over(coordinator, admitted, rob)
        assert answer.json == {
            "@id": admitted.absolute_url(),
            "coordinator": rob,
            "coordinator_name": "Rob Test",
        }
        overview = overview_of(admitted, "anita")
        assert overview.coordinator == "Rob Test"
        assert [m.subject for m in overview.messages] == ["EHC Handover to new team"]
        (entry,) = entries(kind="case_handed_over")
        assert (entry.who, entry.about) == ("robert", rob)

    def test_to_whom_it_is_already(self, coordinator, admitted, rob):
        hand_over(coordinator, admitted, rob)
        answer = hand_over(coordinator, admitted, rob)
        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert len(overview_of(admitted, "anita").messages) == 1

    @pytest.mark.parametrize("person", ["anita", "nobody", ""])
    def test_to_somebody_who_coordinates_nothing(self, coordinator, admitted, person):
        answer = hand_over(coordinator, admitted, person)
        assert (answer.status_int, fields_of(answer)) == (422, ["coordinator"])
        assert admitted.coordinator is None

    def test_while_it_is_edited(self, coordinator, admitted, rob):
        edit(admitted, rob)
        answer = hand_over(coordinator, admitted, rob)
        assert (answer.status_int, answer.json["type"]) == (409, "Locked")
        assert answer.json["message"].startswith("Rob Test is editing this now")

    def test_when_somebody_was_quicker(self, coordinator, app_of, admitted, rob):
        etag = coordinator.get(admitted).headers["ETag"]
        hand_over(app_of(rob), admitted, rob)
        answer = hand_over(coordinator, admitted, "robert", {"If-Match": etag})
        assert (answer.status_int, admitted.coordinator) == (412, rob)

    def test_it_is_for_staff(self, mother, admitted, rob):
        assert hand_over(mother, admitted, rob).status_int == 403
        assert admitted.coordinator is None

    def test_a_patch_corrects_it_and_writes_to_nobody(self, coordinator, admitted, rob):
        answer = coordinator.patch(admitted, {"coordinator": rob})
        overview = overview_of(admitted, "anita")
        assert (answer.status_int, overview.coordinator) == (204, "Rob Test")
        assert [each.name for each in overview.contacts] == ["Rob Test"]
        assert overview.messages == ()
        assert list(entries(kind="case_handed_over")) == []


class TestMany:
    def test_all_of_them(self, coordinator, council, cases, rob):
        answer = hand_many_over(coordinator, council, cases, rob)
        assert answer.json["done"] == 3
        assert [each["@id"] for each in answer.json["items"]] == [
            case.absolute_url() for case in cases
        ]
        assert [case.coordinator for case in cases] == [rob] * 3
        assert len(list(entries(kind="case_handed_over"))) == 3
        assert len(overview_of(cases[0], "anita").messages) == 1

    def test_what_fails_hinders_no_other(self, coordinator, council, cases, rob):
        hand_over(coordinator, cases[0], rob)
        edit(cases[1], rob)
        answer = hand_many_over(coordinator, council, cases, rob)
        why = [each["why"] for each in answer.json["items"]]
        assert answer.json["done"] == 1
        assert why[0].startswith("This is the coordinator of the case already.")
        assert why[1].startswith("Rob Test is editing this now")
        assert why[2] is None
        assert [case.coordinator for case in cases] == [rob, None, rob]

    def test_what_one_may_not_is_left(self, coordinator, council, cases, rob):
        put_into(cases[0], "closed")
        answer = hand_many_over(coordinator, council, cases, rob)
        assert answer.json["items"][0]["why"] == "You may not do this in this case."
        assert [case.coordinator for case in cases] == [None, rob, rob]

    def test_what_there_is_not(self, coordinator, council, cases, rob):
        url = council.ehc.absolute_url()
        addresses = [f"{url}/families/f-0/c-0", "http://example.org/x", url, ""]
        answer = coordinator.post(
            f"{url}/@ehc-hand-over", {"coordinator": rob, "cases": addresses}
        )
        assert answer.json["done"] == 0
        whys = {each["why"] for each in answer.json["items"]}
        assert whys == {"You cannot see this case any more."}

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"coordinator": "anita", "cases": ["x"]}, "coordinator"),
            ({"coordinator": "rob", "cases": []}, "cases"),
            ({"coordinator": "rob", "cases": ["x"] * 101}, "cases"),
        ],
    )
    @pytest.mark.usefixtures("rob", "anita")
    def test_what_does_not_fit(self, coordinator, council, body, wrong):
        answer = coordinator.post(f"{council.ehc.absolute_url()}/@ehc-hand-over", body)
        assert (answer.status_int, fields_of(answer)) == (422, [wrong])

    def test_it_is_for_staff(self, mother, nobody, council, cases, rob):
        assert hand_many_over(mother, council, cases, rob).status_int == 403
        assert hand_many_over(nobody, council, cases, rob).status_int == 401
        assert [case.coordinator for case in cases] == [None] * 3
