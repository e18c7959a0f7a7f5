"""``POST @ehc-import``: what a case system sends, and what it is answered."""

from dataclasses import replace
from factories import make_person
from factories import PDF
from feed_lines import CASE
from feed_lines import FAMILY
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.api.feed import imports

import base64
import json
import pytest


LINES = {"Content-Type": "application/jsonl"}


@pytest.fixture
def system(app_of, council):
    """A case system whose account may do nothing else."""
    app = app_of(make_person("case-system", groups=["ehc-case-systems"]))

    def send(*lines, query="", headers=LINES):
        body = b"\n".join(
            each if isinstance(each, bytes) else json.dumps(each).encode()
            for each in lines
        )
        return app.post(f"ehc/@ehc-import{query}", body, headers=headers)

    return send


def test_each_line_is_answered(system, council):
    answer = system(FAMILY, b"{", CASE)
    assert answer.status_int == 200
    assert {k: v for k, v in answer.json.items() if k != "lines"} == {
        "dry_run": False,
        "made": 2,
        "changed": 0,
        "same": 0,
        "refused": 1,
    }
    assert answer.json["lines"][:2] == [
        {
            "line": 1,
            "outcome": "made",
            "type": "family",
            "id": "F-1",
            "changes": [{"field": "title", "before": None, "after": "Rixon and Bread"}],
            "field": None,
            "message": None,
        },
        {
            "line": 2,
            "outcome": "refused",
            "type": None,
            "id": None,
            "changes": [],
            "field": None,
            "message": "This is no JSON object.",
        },
    ]
    (family,) = council.families.objectValues()
    assert family.objectValues()[0].title == "Tony Bread"


def test_who_imported_is_in_the_audit_record(system):
    system(FAMILY)
    entry = next(entry for entry in entries() if entry.kind == "cases_imported")
    assert (entry.who, entry.subject) == ("case-system", "ehc")


def test_a_dry_run_tells_the_same_and_keeps_nothing(system, council):
    answer = system(FAMILY, CASE, query="?dry_run=true")
    assert (answer.json["dry_run"], answer.json["made"]) == (True, 2)
    assert len(council.families) == 0
    assert "cases_imported" not in [entry.kind for entry in entries()]


def test_the_same_twice_changes_nothing(system, council):
    system(FAMILY, CASE)
    assert system(FAMILY, CASE).json["same"] == 2
    assert len(council.families) == 1


def test_a_document_comes_inside_its_line(system, council):
    document = {
        "type": "document",
        "id": "D-1",
        "case": "C-1",
        "title": "EHCP - Information Requested",
        "document_date": "2024-10-03",
        "file": {
            "filename": "information-requested.pdf",
            "data": base64.b64encode(PDF).decode(),
        },
    }
    answer = system(FAMILY, CASE, document)
    assert answer.json["refused"] == 0
    (case,) = council.families.objectValues()[0].objectValues()
    assert case.objectValues()[-1].file.data == PDF


@pytest.mark.parametrize("file", ["letter.pdf", {}, {"filename": "a.pdf", "data": "%"}])
def test_a_line_cannot_name_a_file_of_the_server(system, file):
    document = {"type": "document", "id": "D-1", "case": "C-1", "file": file}
    answer = system(FAMILY, CASE, document)
    assert answer.json["lines"][2]["field"] == "file"


def test_a_body_that_is_too_long_is_refused_whole(system, monkeypatch, council):
    short = replace(imports.Import.operation, longest_body=100)
    monkeypatch.setattr(imports.Import, "operation", short)
    assert system(FAMILY, CASE).status_int == 413
    assert len(council.families) == 0


def test_too_many_lines_are_refused_whole(system, monkeypatch, council):
    monkeypatch.setattr(imports, "MOST_LINES", 1)
    answer = system(FAMILY, CASE)
    assert answer.status_int == 413
    assert "several requests" in answer.json["message"]
    assert len(council.families) == 0


def test_another_media_type_is_refused(system):
    answer = system(FAMILY, headers={"Content-Type": "application/json"})
    assert answer.status_int == 415
    assert "application/jsonl" in answer.json["message"]


def test_a_query_that_says_neither_true_nor_false_is_refused(system, council):
    assert system(FAMILY, query="?dry_run=yes").status_int == 400
    assert len(council.families) == 0


@pytest.mark.parametrize(
    ("groups", "status"),
    [((), 403), (("ehc-coordinators",), 403), (("ehc-managers",), 200)],
)
def test_only_case_systems_and_managers_import(app_of, council, groups, status):
    app = app_of(make_person("somebody", groups=groups))
    assert app.post("ehc/@ehc-import", b"", headers=LINES).status_int == status


def test_families_and_strangers_do_not(mother, nobody):
    assert mother.post("ehc/@ehc-import", b"", headers=LINES).status_int == 403
    assert nobody.post("ehc/@ehc-import", b"", headers=LINES).status_int == 401


def test_a_case_system_sees_no_case(app_of, system, case):
    app = app_of("case-system")
    assert app.get(case).status_int == 404
