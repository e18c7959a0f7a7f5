"""`@ehc-overview` tells a case as its pages do, and `@components/ehc-overview` too."""

from datetime import date
from datetime import datetime
from datetime import UTC
from factories import make_document
from factories import make_form
from factories import make_message
from hcc.ehcportal.api.overview.answer import Overview
from hcc.ehcportal.api.shapes import schema_of
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from jsonschema import Draft202012Validator
from jsonschema import FormatChecker

import pytest


@pytest.fixture
def full(admitted):
    """Tony's full, with something of each kind in it."""
    make_document(admitted)
    make_document(admitted, "A plan of ours", state="draft")
    make_message(admitted)
    make_message(admitted, "Not sent", state="draft")
    make_form(admitted)
    outcome = admitted.objectValues()[1]
    outcome.exemptions = (
        Exemption(
            deadline=Deadline.REQUEST_OUTCOME,
            clause=Clause.AWAY,
            start=date(2024, 9, 2),
            end=date(2024, 10, 30),
            who="Anita Bread",
            evidence="A letter of hers",
            text="You were away.",
            recorded_by="robert",
            recorded_at=datetime(2024, 9, 30, tzinfo=UTC),
        ),
    )
    return admitted


@pytest.fixture
def read(mother, full):
    return mother.get(f"{full.absolute_url()}/@ehc-overview")


def test_everything_that_the_family_was_given(read, full):
    told = read.json
    assert told["@id"] == f"{full.absolute_url()}/@ehc-overview"
    assert (told["name"], told["date_of_birth"]) == ("Tony Bread", "2020-03-03")
    assert (told["today"], told["state"]) == ("2024-10-04", "open")
    assert [each["title"] for each in told["documents"]] == [
        "EHCP - Information Requested"
    ]
    assert [each["subject"] for each in told["messages"]] == [
        "EHC Handover to new team"
    ]
    assert [each["state"] for each in told["forms"]] == ["draft"]
    assert len(told["stages"]) == 8


def test_a_document_leads_to_its_file(read, mother):
    (document,) = read.json["documents"]
    answer = mother.get(document["save_url"], headers={"Accept": "*/*"})
    assert answer.content_type == "application/pdf"


def test_it_is_as_its_schema_says(read):
    Draft202012Validator(schema_of(Overview), format_checker=FormatChecker()).validate(
        read.json
    )


def test_what_staff_noted_for_themselves_is_not_told(read):
    assert "You were away." in read.text
    for secret in ("A letter of hers", "robert", "recorded"):
        assert secret not in read.text


def test_staff_are_told_what_the_family_is(coordinator, full):
    answer = coordinator.get(f"{full.absolute_url()}/@ehc-overview")
    assert "A plan of ours" not in answer.text
    assert "Not sent" not in answer.text


def test_it_is_not_sent_again_unless_something_happened(mother, full):
    address = f"{full.absolute_url()}/@ehc-overview"
    headers = {"If-None-Match": mother.get(address).headers["ETag"]}

    assert mother.get(address, headers).status_int == 304
    make_message(full, "Something new")
    assert mother.get(address, headers).status_int == 200


class TestComponent:
    def test_plain_content_leads_there(self, mother, full):
        component = mother.get(full).json["@components"]["ehc-overview"]
        assert component == {"@id": f"{full.absolute_url()}/@ehc-overview"}

    def test_it_comes_along_where_it_is_asked_for(self, mother, full, read):
        answer = mother.get(full, expand="ehc-overview")
        assert answer.json["@components"]["ehc-overview"] == read.json

    def test_other_content_has_none(self, mother, full):
        stage = full.objectValues()[0]
        assert "ehc-overview" not in mother.get(stage).json["@components"]
