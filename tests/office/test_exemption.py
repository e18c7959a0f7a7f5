"""A coordinator records a reason that lifts a stage's deadline."""

from datetime import date
from factories import make_case
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline

import pytest


PAGE = "@@ehc-record-exemption"

TYPED = {
    "clause": "c",
    "start": "2024-09-20",
    "end": "2024-10-20",
    "who": "The mother",
    "evidence": "Hospital letter <of 19 September>",
    "text": "You told us that you could not come.",
}


@pytest.fixture
def stage(case):
    return stage_of(case, "request_outcome")


@pytest.fixture
def form(coordinator, stage):
    return coordinator.visit(stage, PAGE).fill(**TYPED)


def stage_of(case, key):
    return next(item for item in case.objectValues() if item.guide_key == key)


def test_what_was_entered_is_recorded_with_who_and_when(form, stage, robert, clock):
    form.press("Record")

    (exemption,) = stage.exemptions
    assert (exemption.deadline, exemption.clause) == (
        Deadline.REQUEST_OUTCOME,
        Clause.EXCEPTIONAL,
    )
    assert (exemption.start, exemption.end) == (date(2024, 9, 20), date(2024, 10, 20))
    assert (exemption.who, exemption.evidence, exemption.text) == (
        TYPED["who"],
        TYPED["evidence"],
        TYPED["text"],
    )
    assert (exemption.recorded_by, exemption.recorded_at) == (robert, clock.moment)


def test_it_lifts_the_deadline(form, case, clock):
    clock.set(2024, 10, 25)
    late = [s.reading.late_days for s in overview_of(case, "anita").stages]
    assert max(late) == 12

    form.press("Record")

    assert not any(s.reading.is_late for s in overview_of(case, "anita").stages)


def test_a_later_one_is_added(form, coordinator, stage):
    form.press("Record")
    coordinator.visit(stage, PAGE).fill(**{**TYPED, "clause": "d"}).press("Record")

    assert [e.clause for e in stage.exemptions] == [Clause.EXCEPTIONAL, Clause.AWAY]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("end", {"end": "2024-09-19"}, "The last day lies before the first."),
        (
            "start",
            {"start": "2024-10-14"},
            "the request (01 Sep 2024) and the last day that the law allows (13 Oct",
        ),
        ("end", {"clause": "a", "end": "2024-10-16"}, "counts from 4 weeks on."),
        ("clause", {"clause": "--NOVALUE--"}, "Choose one."),
        ("evidence", {"evidence": ""}, "Fill this in."),
        ("text", {"text": " "}, "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_by_the_field(form, stage, field, typed, message):
    form.fill(**typed).press("Record")

    assert message in form.error_by(field)
    assert form.value("who") == TYPED["who"]
    assert stage.exemptions == ()


def test_a_stage_without_a_deadline_has_none_to_lift(coordinator, case):
    coordinator.visit(stage_of(case, "advice"), PAGE)

    assert "The law sets no deadline for this stage" in coordinator.text
    assert not coordinator.parsed.cssselect("#form")


def test_staff_read_everything_on_the_stages_page(form, stage):
    form.press("Record")

    assert form.url == stage.absolute_url()
    assert form.rows("Exemptions") == [
        [
            "c: exceptional personal circumstances",
            "20 Sep 2024",
            "20 Oct 2024",
            "The mother",
            "Hospital letter <of 19 September>",
            "You told us that you could not come.",
            "Robert Coombes, 04 Oct 2024",
        ]
    ]


def test_the_stages_page_shows_where_it_stands(coordinator, case, stage, clock):
    stage.due_date = date(2024, 10, 9)
    clock.set(2024, 10, 15)

    text = coordinator.visit(stage).text

    for words in (
        "State In progress",
        "Last day that the law allows 13 Oct 2024",
        "Target of the council 09 Oct 2024",
        "Days late 2",
        "None was recorded.",
    ):
        assert words in text


def test_only_a_stage_with_a_deadline_leads_to_the_form(coordinator, case, stage):
    link = f"{PAGE}"

    assert link in coordinator.visit(stage).contents
    assert link not in coordinator.visit(stage_of(case, "advice")).contents


def test_staff_read_the_stage_of_a_closed_case(coordinator, family):
    stage = stage_of(make_case(family, "Tom Bread", "closed"), "request_outcome")

    coordinator.visit(stage)

    assert coordinator.url.rstrip("/") == stage.absolute_url()
    assert PAGE not in coordinator.contents


def test_a_family_is_led_to_the_dashboard(mother, case, stage):
    mother.visit(stage)

    assert mother.url == case.absolute_url()
    assert mother.status == 200
