"""The reasons that lift the deadline of a stage."""

from answers import fields_of
from factories import make_case
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.process.keys import Clause

import pytest


BODY = {
    "clause": "c",
    "start": "2024-09-20",
    "end": "2024-10-20",
    "who": "The mother",
    "evidence": "Hospital letter of 19 September",
    "text": "You told us that you could not come.",
}


def stage_of(case, key):
    return next(item for item in case.objectValues() if item.guide_key == key)


@pytest.fixture
def stage(admitted):
    return stage_of(admitted, "request_outcome")


@pytest.fixture
def place(stage):
    return f"{stage.absolute_url()}/@ehc-exemptions"


def test_one_is_recorded_with_who_and_when(coordinator, place, stage, robert, clock):
    answer = coordinator.post(place, BODY)

    assert answer.status_int == 201
    assert answer.json == {
        **BODY,
        "deadline": "request_outcome",
        "recorded_by": robert,
        "recorded_by_name": "Robert Coombes",
        "recorded_at": "2024-10-04T11:00:00Z",
    }
    (exemption,) = stage.exemptions
    assert exemption.clause is Clause.EXCEPTIONAL
    assert exemption.recorded_at == clock.moment


def test_whose_it_is_stands_on_one_line(coordinator, place):
    answer = coordinator.post(place, {**BODY, "who": "The\nmother "})
    assert answer.json["who"] == "The mother"


def test_it_lifts_the_deadline(coordinator, place, admitted, clock):
    coordinator.post(place, BODY)
    clock.set(2024, 10, 25)
    assert not any(s.reading.is_late for s in overview_of(admitted, "anita").stages)


def test_the_latest_comes_first(coordinator, place):
    for clause in ("c", "d"):
        coordinator.post(place, {**BODY, "clause": clause})

    told = coordinator.get(place).json

    assert [each["clause"] for each in told["items"]] == ["d", "c"]
    assert told["hindrance"] is None


def test_what_is_sent_twice_is_recorded_once(coordinator, place, stage):
    first, second = (
        coordinator.post(place, BODY, {"Idempotency-Key": "one"}) for _time in range(2)
    )
    assert first.json == second.json
    assert len(stage.exemptions) == 1


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("end", {"end": "2024-09-19"}),
        ("start", {"start": "2024-10-14"}),
        ("end", {"clause": "a", "end": "2024-10-16"}),
        ("clause", {"clause": "absent"}),
        ("who", {"who": ""}),
        ("evidence", {"evidence": "\n"}),
        ("text", {"text": " "}),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    coordinator, place, stage, field, changed
):
    answer = coordinator.post(place, {**BODY, **changed})
    assert (answer.status_int, fields_of(answer)) == (422, [field])
    assert stage.exemptions == ()


def test_a_stage_without_a_deadline_has_none_to_lift(coordinator, admitted):
    place = f"{stage_of(admitted, 'advice').absolute_url()}/@ehc-exemptions"
    answer = coordinator.post(place, BODY)

    assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
    assert coordinator.get(place).json["hindrance"] == answer.json["message"]


def test_none_is_recorded_in_a_case_that_has_ended(app_of, rob, admitted):
    case = make_case(admitted.__parent__, "Tom Bread", "archived")
    place = f"{stage_of(case, 'request_outcome').absolute_url()}/@ehc-exemptions"
    manager = app_of(rob)

    assert manager.get(place).status_int == 200
    assert manager.post(place, BODY).status_int == 403


def test_no_family_reads_the_evidence(coordinator, mother, place, admitted, stage):
    coordinator.post(place, BODY)

    assert mother.get(place).status_int == 403
    overview = mother.get(f"{admitted.absolute_url()}/@ehc-overview")
    assert BODY["text"] in overview.text
    for answer in (overview, mother.get(stage), mother.get(admitted)):
        assert answer.status_int == 200
        assert BODY["evidence"] not in answer.text


def test_a_change_of_the_stage_itself_takes_none(coordinator, stage, place):
    """Plone's own PATCH knows no exemptions, so that all are judged here."""
    coordinator.post(place, BODY)
    before = stage.exemptions
    coordinator.patch(stage, {"exemptions": [], "outcome": "We assess"})
    assert (stage.exemptions, stage.outcome) == (before, "We assess")
