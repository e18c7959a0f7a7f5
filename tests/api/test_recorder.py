"""An example that has drifted is found, and written anew when it is asked for."""

from requests import Request
from requests import Response
from tests.api.live.recorder import Recorder

import pytest


SITE = "http://localhost:12345/plone"

CASE = f"{SITE}/ehc/families/f-0123456789abcdef/c-0123456789abcdef"


@pytest.fixture(autouse=True)
def _compare(monkeypatch):
    monkeypatch.delenv("EHC_RECORD", raising=False)


@pytest.fixture
def answer():
    answer = Response()
    answer.request = Request("GET", f"{CASE}/@ehc-overview").prepare()
    answer.status_code, answer.reason = 200, "OK"
    answer.headers["Content-Type"] = "application/json"
    answer.headers["ETag"] = f'"{"0" * 32}"'
    answer._content = f'{{"@id": "{CASE}", "stages": [1, 2, 3]}}'.encode()
    return answer


@pytest.fixture
def recorder(tmp_path):
    (tmp_path / "feed.md").write_text("Another page\n")
    docs = tmp_path / "api.md"
    docs.write_text("Before\n<!-- recorded: overview -->\n<!-- end -->\nAfter\n")
    return Recorder(SITE, (tmp_path / "feed.md", docs))


def test_what_changes_each_time_is_left_out(recorder, answer):
    assert recorder.example(answer) == (
        "```http\n"
        "GET /ehc/families/f-1/c-1/@ehc-overview\n"
        "```\n"
        "```http\n"
        "HTTP/1.1 200 OK\n"
        "Content-Type: application/json\n"
        'ETag: "…"\n'
        "\n"
        '{"@id": "https://www.example.gov.uk/ehc/families/f-1/c-1", '
        '"stages": [1, 2, "…"]}\n'
        "```\n"
    )


def test_what_fits_on_no_line_is_broken_up(recorder, answer):
    answer._content = (
        f'{{"errors": [], "message": "{"so " * 30}", "at": {{}}}}'.encode()
    )
    assert recorder.example(answer).endswith(
        f'{{\n  "errors": [],\n  "message": "{"so " * 30}",\n  "at": {{}}\n}}\n```\n'
    )


def test_of_what_the_portal_calls_itself_no_answer_is_shown(recorder, answer):
    asked = "```http\nGET /ehc/families/f-1/c-1/@ehc-overview\n```\n"
    assert recorder.example(answer.request) == asked


def test_what_stands_there_otherwise_has_drifted(recorder, answer):
    with pytest.raises(AssertionError, match="tells overview otherwise"):
        recorder.record("overview", answer)


def test_it_is_written_anew_when_that_is_asked_for(recorder, answer, monkeypatch):
    monkeypatch.setenv("EHC_RECORD", "1")
    recorder.record("overview", answer)
    monkeypatch.delenv("EHC_RECORD")
    recorder.record("overview", answer)
    told = recorder.pages[1].read_text(encoding="utf-8")
    assert told.startswith("Before\n<!-- recorded: overview -->\n```http\nGET")
    assert told.endswith("```\n<!-- end -->\nAfter\n")


def test_what_has_no_place_is_not_recorded(recorder, answer):
    with pytest.raises(AssertionError, match="No page has a place"):
        recorder.record("elsewhere", answer)
