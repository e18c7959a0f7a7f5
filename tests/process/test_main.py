"""The timetable from the command line, without Plone."""

from hcc.ehcportal.process.__main__ import main
from hcc.ehcportal.process.__main__ import SENTENCES
from hcc.ehcportal.process.errors import ProcessError

import json
import os
import pytest
import subprocess
import sys


GUIDE = ["--received", "2024-09-01"]

WHOLE = [
    *GUIDE,
    *("--served", "2024-12-16"),
    *("--meeting", "2025-06-03"),
    *("--plan-issued", "2025-01-19"),
    *("--transfer-year", "2026", "--post-16"),
    *("--decision", "2025-10-01", "--certificate", "2025-11-29"),
]

EXPECTED = {
    "request_outcome": "2024-10-13",
    "plan_decision": "2024-12-22",
    "draft_comment": "2024-12-30",
    "final_plan": "2025-01-19",
    "annual_review": "2026-01-19",
    "review_papers": "2025-05-20",
    "review_report": "2025-06-17",
    "review_decision": "2025-07-01",
    "amended_plan": "2025-08-26",
    "phase_transfer": "2026-03-30",
    "mediation_contact": "2025-12-01",
    "appeal": "2026-01-02",
}


@pytest.fixture
def printed(capsys):
    def run(*argv):
        assert main(argv) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return run


@pytest.fixture
def refused(capsys):
    def run(*argv):
        with pytest.raises(SystemExit) as caught:
            main(argv)
        out, err = capsys.readouterr()
        assert (caught.value.code, out) == (2, "")
        assert err.endswith(".\n")
        assert err.count("\n") == 1
        return err

    return run


def test_one_json_object_holds_what_the_arguments_determine(printed):
    found = json.loads(printed(*WHOLE, "--json"))
    assert found == EXPECTED
    assert list(found) == list(EXPECTED)


def test_the_request_alone_determines_three_deadlines(printed):
    assert json.loads(printed(*GUIDE, "--json")) == {
        "request_outcome": "2024-10-13",
        "plan_decision": "2024-12-22",
        "final_plan": "2025-01-19",
    }


def test_counting_the_day_of_receipt_shifts_what_counts_from_it_alone(printed):
    found = json.loads(printed(*WHOLE, "--json", "--count-receipt-day"))
    assert {key: day for key, day in found.items() if day != EXPECTED[key]} == {
        "request_outcome": "2024-10-12",
        "plan_decision": "2024-12-21",
        "final_plan": "2025-01-18",
    }


def test_a_decision_may_be_asked_about_alone(printed):
    found = json.loads(
        printed("--decision", "2024-10-01", "--certificate", "2024-11-29", "--json")
    )
    assert found == {"mediation_contact": "2024-12-01", "appeal": "2025-01-02"}


def test_the_rows_that_need_further_options(printed):
    found = json.loads(
        printed(
            *("--advice-requested", "2024-10-14"),
            *("--consultation-sent", "2024-12-16"),
            *("--last-review", "2025-01-08"),
            *("--reassessment-requested", "2025-09-01"),
            *("--reassessment-notice", "2025-09-12"),
            *("--mediation-refused", "2025-02-06"),
            "--json",
        )
    )
    assert found == {
        "advice": "2024-11-25",
        "consultation_reply": "2024-12-30",
        "annual_review": "2026-01-08",
        "reassessment_decision": "2025-09-16",
        "reassessment_plan": "2025-12-19",
        "mediation_certificate": "2025-02-11",
    }


PRINTED = """\
Deadline                                          Last day in law          \
Working-day target
request_outcome  Decide whether to assess         Sunday 13 October 2024   \
Friday 11 October 2024
plan_decision    Say that no plan will be issued  Sunday 22 December 2024  \
Friday 20 December 2024
final_plan       Send the final plan              Sunday 19 January 2025   \
Friday 17 January 2025
"""


def test_people_read_long_dates_and_the_working_day_target(printed):
    assert printed(*GUIDE) == PRINTED


def test_the_columns_stand_under_one_another(printed):
    head, *rows = printed(*WHOLE).splitlines()
    place = head.index("Last day in law")
    assert len(rows) == len(EXPECTED)
    assert all(row[place - 2 : place] == "  " and row[place] != " " for row in rows)


def test_a_figure_that_a_lawyer_has_to_confirm_says_so(printed):
    assert "(to be confirmed)" in printed("--consultation-sent", "2024-12-16")
    assert "(to be confirmed)" not in printed(*WHOLE)


@pytest.mark.parametrize(
    ("argv", "option"),
    [
        ([], "--received"),
        (["--received"], "--received"),
        (["--received", "yesterday"], "--received"),
        (["--received", "2024-9-1"], "--received"),
        (["--received", "20240901"], "--received"),
        (["--received", "2024-02-30"], "--received"),
        (["--received", "2014-08-31"], "--received"),
        (["--received", "9999-12-31"], "--received"),
        ([*GUIDE, "--served", "2024-08-31"], "--served"),
        ([*GUIDE, "--plan-issued", "2024-08-31"], "--plan-issued"),
        (["--plan-issued", "2025-01-19", "--meeting", "2025-01-18"], "--meeting"),
        (["--decision", "2024-10-01", "--certificate", "2024-09-30"], "--certificate"),
        (["--certificate", "2024-09-30"], "--decision"),
        ([*GUIDE, "--transfer-year", "26"], "--transfer-year"),
        ([*GUIDE, "--transfer-year", "٢٠٢٦"], "--transfer-year"),
        ([*GUIDE, "--transfer-year", "0000"], "--transfer-year"),
        ([*GUIDE, "--transfer-year", "2023"], "--transfer-year"),
        ([*GUIDE, "--post-16"], "--transfer-year"),
        (
            [
                *("--reassessment-requested", "2025-09-12"),
                *("--reassessment-notice", "2025-09-01"),
            ],
            "--reassessment-notice",
        ),
        ([*GUIDE, "--recieved", "2024-09-01"], "--recieved"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_cannot_be_read_is_answered_with_one_sentence(refused, argv, option, form):
    assert option in refused(*argv, *(form if argv[1:] else []))


def test_every_error_of_events_has_its_sentence():
    about_other_facts = {
        "AlreadyAsked",
        "DueBeforeRequest",
        "ExemptionEndsBeforeStart",
        "ExemptionOutsidePeriod",
        "ExemptionTooShort",
        "NotLiftable",
        "ReceivedBeforeAsked",
        "RequestBeforeBirth",
        "TooFewCommentDays",
        "TooManyAsked",
        "TooManyCommentDays",
        "UnknownRuleSet",
    }
    known = {error.__name__ for error in ProcessError.__subclasses__()}
    assert {error.__name__ for error in SENTENCES} == known - about_other_facts


def python(*arguments):
    """Run Python with the packages of this one, which buildout keeps in its path."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_as_a_command():
    ran = python("-m", "hcc.ehcportal.process", *GUIDE, "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["request_outcome"] == "2024-10-13"


def test_as_a_command_that_cannot_be_read():
    ran = python("-m", "hcc.ehcportal.process", *GUIDE, "--served", "2024-08-31")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "--served 2024-08-31 lies before the request was received (--received).\n"
    )


PROBE = """
import sys
from hcc.ehcportal.process.__main__ import main
main(sys.argv[1:])
roots = {name.partition(".")[0] for name in sys.modules}
names = "AccessControl OFS Products ZODB Zope2 collective plone holidays"
print(*sorted(roots & set(names.split())), file=sys.stderr)
"""


@pytest.mark.parametrize(("form", "loaded"), [(["--json"], []), ([], ["holidays"])])
def test_it_starts_no_plone_and_loads_holidays_only_where_they_matter(form, loaded):
    ran = python("-c", PROBE, *GUIDE, *form)
    assert ran.returncode == 0
    assert ran.stderr.split() == loaded
