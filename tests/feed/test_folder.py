"""A folder of lines, imported by the script and tried by it."""

from concurrent.futures import ThreadPoolExecutor
from factories import PDF
from feed_lines import CASE
from feed_lines import FAMILY
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.feed.imports import folder as folders
from hcc.ehcportal.feed.imports import script
from hcc.ehcportal.feed.imports.files import FilesBeside
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.taking import take_lines
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import json
import pytest
import transaction


DOCUMENT = {
    "type": "document",
    "id": "D-1",
    "case": "C-1",
    "title": "EHCP - Information Requested",
    "document_date": "2024-10-03",
    "file": "information-requested.pdf",
}


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def folder(tmp_path):
    """Two files of lines, with a letter beside them."""
    (tmp_path / "information-requested.pdf").write_bytes(PDF)
    write(tmp_path / "1-cases.jsonl", FAMILY, CASE)
    write(tmp_path / "2-documents.jsonl", DOCUMENT)
    return tmp_path


@pytest.fixture
def run(functional, council, folder, capsys):
    """Run the script, and return the exit code with what was printed."""

    def run(*arguments):
        code = script.main(functional["app"], [str(folder), *map(str, arguments)])
        return code, capsys.readouterr().out

    return run


def write(path, *lines):
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def test_all_files_are_imported_in_the_order_of_their_names(run, council):
    assert run() == (0, "Lines: 3 made, 0 changed, 0 same, 0 refused\n")
    (family,) = council.families.objectValues()
    (case,) = family.objectValues()
    assert case.objectValues()[-1].title == "EHCP - Information Requested"


def test_the_audit_record_says_that_it_was(run):
    run()
    assert next(iter(entries())).kind == "cases_imported"


def test_another_time_changes_nothing(run, council):
    run()
    assert run() == (0, "Lines: 0 made, 0 changed, 3 same, 0 refused\n")


def test_a_dry_run_tells_what_would_change_and_keeps_nothing(run, council, tmp_path):
    _code, printed = run("--dry-run", "--report", tmp_path / "report")
    assert printed.startswith("Nothing was kept; it would be: 3 made")
    assert not council.families.objectValues()
    reported = [
        json.loads(line) for line in (tmp_path / "report").read_text().splitlines()
    ]
    assert [each["file"] for each in reported] == [
        "1-cases.jsonl",
        "1-cases.jsonl",
        "2-documents.jsonl",
    ]
    assert reported[0]["changes"] == [
        {"field": "title", "before": None, "after": "Rixon and Bread"}
    ]


def test_the_report_is_for_nobody_else_on_the_machine(run, tmp_path):
    run("--report", tmp_path / "report")
    assert (tmp_path / "report").stat().st_mode & 0o077 == 0


def test_a_bad_line_is_named_by_file_and_number_and_stops_no_other(
    run, folder, council
):
    write(folder / "1-cases.jsonl", FAMILY, {**CASE, "gender": "boy"}, CASE)
    code, printed = run()
    assert code == 1
    assert printed == (
        "1-cases.jsonl, line 2: “gender” has to be one of: female, male, other, "
        "unknown.\nLines: 3 made, 0 changed, 0 same, 1 refused\n"
    )


def test_what_is_printed_names_nobody(run, folder):
    write(folder / "1-cases.jsonl", FAMILY, {**CASE, "request_received": "soon"})
    _code, printed = run()
    assert "Bread" not in printed


def test_it_goes_on_where_it_was_broken_off(run, monkeypatch, council):
    monkeypatch.setattr("hcc.ehcportal.feed.imports.folder.BATCH", 1)
    take = script.take_batches

    def broken_off(*args, **more):
        yield next(take(*args, **more))
        raise KeyboardInterrupt

    monkeypatch.setattr(script, "take_batches", broken_off)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(script, "take_batches", take)
    assert run() == (0, "Lines: 2 made, 0 changed, 1 same, 0 refused\n")


def test_two_at_once_make_everything_once(
    run, functional, council, folder, monkeypatch
):
    """The other one commits while the first is at the same lines."""
    take = folders.take_lines

    def with_another(first, lines, **more):
        monkeypatch.setattr(folders, "take_lines", take)
        outcomes = list(take(first, lines, **more))
        in_another_process(functional["app"], lambda ehc: imported(ehc, lines, folder))
        return outcomes

    monkeypatch.setattr(folders, "take_lines", with_another)
    assert run() == (0, "Lines: 0 made, 0 changed, 3 same, 0 refused\n")
    assert len(council.families) == 1


def imported(ehc, lines, folder):
    assert list(take_lines(Run(ehc, FilesBeside(folder)), lines))
    transaction.commit()


def in_another_process(app, act):
    """Act in a thread with a connection and a transaction of its own."""

    def work():
        connection = app._p_jar.db().open()
        root = makerequest(connection.root()["Application"])
        setRequest(root.REQUEST)
        setSite(root["plone"])
        try:
            act(root["plone"]["ehc"])
        finally:
            transaction.abort()
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(work).result()


def test_a_portal_that_there_is_not_is_asked_for(run):
    code, printed = run("--portal", "/nowhere")
    assert code == 2
    assert "--portal" in printed


@pytest.mark.parametrize(
    "argv",
    [
        ["bin/interpreter", "-c", "src/script.py", "cases", "--tell"],
        ["src/script.py", "cases", "--tell"],
    ],
)
def test_its_arguments_are_those_behind_its_name(argv):
    assert script.arguments_in(argv) == ["cases", "--tell"]
