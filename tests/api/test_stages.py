"""The stages of a case, and one of them finished in many cases."""

from answers import fields_of
from datetime import date
from factories import make_case
from factories import make_family
from factories import put_into
from hcc.ehcportal.content.states import state_of
from plone import api
from plone.locking.interfaces import ILockable

import pytest


STAGE = "request_outcome"


def stage_of(case):
    """The second stage, in progress since the case was opened."""
    return case.objectValues()[1]


@pytest.fixture
def cases(admitted, council):
    """Tony's case and two of other families, all in the second stage."""
    families = [make_family(council, name) for name in ("Other", "Third")]
    return [admitted, *(make_case(family, "Tina") for family in families)]


def finish(app, council, cases, stage=STAGE):
    body = {"stage": stage, "cases": [case.absolute_url() for case in cases]}
    return app.post(f"{council.ehc.absolute_url()}/@ehc-stages", body)


def states(cases):
    return [state_of(stage_of(case)) for case in cases]


class TestListing:
    def test_where_each_stands(self, mother, admitted):
        told = mother.get(f"{admitted.absolute_url()}/@ehc-stages").json["items"]
        assert [each["state"] for each in told][:3] == ["done", "in_progress", "next"]
        assert told[1]["key"] == STAGE
        assert told[1]["legal_day"] == "2024-10-13"
        assert told[1]["transitions"] == []

    def test_what_staff_may_do_with_each(self, coordinator, admitted):
        told = coordinator.get(f"{admitted.absolute_url()}/@ehc-stages").json["items"]
        offered = {each["id"]: each["@id"] for each in told[1]["transitions"]}
        assert offered.keys() == {"finish", "skip"}
        assert coordinator.post(offered["finish"]).status_int == 200
        assert state_of(stage_of(admitted)) == "done"


class TestFinishingInMany:
    def test_all_of_them(self, coordinator, council, cases):
        answer = finish(coordinator, council, cases)
        assert answer.json["done"] == 3
        assert states(cases) == ["done"] * 3
        assert stage_of(cases[0]).completed_on == date(2024, 10, 4)

    def test_what_fails_hinders_no_other(self, coordinator, council, cases, rob):
        put_into(stage_of(cases[0]), "later")
        with api.env.adopt_user(username=rob):
            ILockable(stage_of(cases[1])).lock()

        answer = finish(coordinator, council, cases)
        why = [each["why"] for each in answer.json["items"]]
        assert answer.json["done"] == 1
        assert why[0] == "This stage is not in progress in the case."
        assert why[1].startswith("Rob Test is editing this now")
        assert why[2] is None
        assert states(cases) == ["later", "in_progress", "done"]

    def test_what_one_may_not_is_left(self, coordinator, council, cases):
        cases[0].ending = "no_plan"
        put_into(cases[0], "closed")
        answer = finish(coordinator, council, cases)
        assert answer.json["done"] == 2
        assert states(cases)[0] == "in_progress"

    def test_what_there_is_not(self, coordinator, council, cases):
        url = council.ehc.absolute_url()
        for address in (f"{url}/families/f-0/c-0", "http://example.org/x", url, ""):
            body = {"stage": STAGE, "cases": [address, cases[0].absolute_url()]}
            answer = coordinator.post(f"{url}/@ehc-stages", body)
            assert answer.json["items"][0]["why"].startswith("You cannot see this")

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"stage": "flying", "cases": ["x"]}, "stage"),
            ({"stage": STAGE, "cases": []}, "cases"),
            ({"stage": STAGE, "cases": ["x"] * 101}, "cases"),
        ],
    )
    def test_what_does_not_fit(self, coordinator, council, body, wrong):
        answer = coordinator.post(f"{council.ehc.absolute_url()}/@ehc-stages", body)
        assert answer.status_int == 422
        assert fields_of(answer) == [wrong]

    def test_it_is_for_staff(self, mother, nobody, council, cases):
        assert finish(mother, council, cases).status_int == 403
        assert finish(nobody, council, cases).status_int == 401
        assert states(cases) == ["in_progress"] * 3
