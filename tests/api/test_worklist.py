"""The worklist of a coordinator's app."""

from answers import fields_of
from factories import make_case
from factories import make_family

import pytest


@pytest.fixture
def cases(council, robert):
    """Robert's cases, with children of different names and birth dates."""
    family = make_family(council)
    return [
        make_case(family, name, coordinator=robert)
        for name in ("Tony Bread", "Tina Bread", "Theo Bread")
    ]


@pytest.fixture
def worklist(council):
    return f"{council.ehc.absolute_url()}/@ehc-worklist"


def names(answer) -> list[str]:
    return [each["name"] for each in answer.json["items"]]


def test_my_cases_come_first_where_i_have_any(coordinator, cases, worklist):
    answer = coordinator.get(worklist)

    assert answer.status_int == 200
    assert answer.json["cases"] == "mine"
    assert (answer.json["items_total"], answer.json["counts"]["all"]) == (3, 3)
    entry = answer.json["items"][0]
    assert (entry["coordinator"], entry["late_days"]) == ("robert", 0)


def test_all_cases_where_i_have_none(coordinator, case, worklist):
    answer = coordinator.get(worklist)
    assert (answer.json["cases"], names(answer)) == ("all", ["Tony Bread"])


def test_it_is_sorted_and_given_in_parts(coordinator, cases, worklist):
    first = coordinator.get(worklist, sort="name", b_size=2)
    second = coordinator.get(first.json["batching"]["next"])

    assert names(first) == ["Theo Bread", "Tina Bread"]
    assert names(second) == ["Tony Bread"]


def test_a_query_chooses(coordinator, cases, worklist):
    cases[0].request_received = cases[0].request_received.replace(year=2023)
    cases[0].reindexObject()
    assert names(coordinator.get(worklist, late="true")) == ["Tony Bread"]
    assert names(coordinator.get(worklist, show="forms")) == []


@pytest.mark.parametrize(
    "query", [{"cases": "theirs"}, {"late": "perhaps"}, {"stage": "nowhere"}]
)
def test_what_cannot_be_chosen_is_refused(coordinator, case, worklist, query):
    answer = coordinator.get(worklist, **query)
    assert answer.status_int == 400
    assert fields_of(answer) == list(query)


def test_a_name_is_looked_for_in_the_body(coordinator, cases, worklist):
    found = coordinator.post(worklist, {"term": "theo", "cases": "all"})
    assert names(found) == ["Theo Bread"]
    assert "theo" not in found.json["@id"]


def test_a_date_that_there_is_not_is_refused(coordinator, cases, worklist):
    answer = coordinator.post(worklist, {"term": "31/2/2020"})
    assert answer.status_int == 422
    assert answer.json["errors"][0]["field"] == "term"


def test_a_family_has_none(mother, case, worklist):
    assert mother.get(worklist).status_int == 403
