"""Print the timetable of a case: ``python -m hcc.ehcportal.process --received …``."""

from __future__ import annotations

from argparse import ArgumentParser
from argparse import ArgumentTypeError
from argparse import Namespace
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from hcc.ehcportal.process.errors import BeforeDecision
from hcc.ehcportal.process.errors import BeforePlan
from hcc.ehcportal.process.errors import BeforeReassessmentRequest
from hcc.ehcportal.process.errors import BeforeRequest
from hcc.ehcportal.process.errors import NoDecision
from hcc.ehcportal.process.errors import NoRuleSet
from hcc.ehcportal.process.errors import NoTransferYear
from hcc.ehcportal.process.errors import OutOfCalendar
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.events import Events
from hcc.ehcportal.process.events import NOTHING_KNOWN
from hcc.ehcportal.process.house import HouseRules
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.keys import Event
from hcc.ehcportal.process.rules import Rule
from hcc.ehcportal.process.rules import RuleSet
from hcc.ehcportal.process.timetable import rules_of
from hcc.ehcportal.process.timetable import timetable
from hcc.ehcportal.process.working_days import working_target
from typing import NoReturn

import json
import sys


HELP = {
    Event.RECEIVED: "the request was received",
    Event.ADVICE_REQUESTED: "an adviser was asked",
    Event.SERVED: "the draft plan was served",
    Event.CONSULTATION_SENT: "a school was consulted",
    Event.PLAN_ISSUED: "the plan was first issued",
    Event.LAST_REVIEW: "the plan was last reviewed",
    Event.MEETING: "the review's meeting",
    Event.REASSESSMENT_REQUESTED: "a re-assessment was asked for",
    Event.REASSESSMENT_NOTICE: "notice of a re-assessment",
    Event.DECISION: "the decision's letter",
    Event.MEDIATION_REFUSED: "the family said no to mediation",
    Event.CERTIFICATE: "the mediation certificate",
}

SENTENCES = {
    NoRuleSet: "lies before 1 September 2014, when the Regulations came into force",
    OutOfCalendar: "lies before the Regulations or too far in the future",
    BeforeRequest: "lies before the request was received (--received)",
    BeforePlan: "lies before the plan was issued (--plan-issued)",
    BeforeReassessmentRequest: "lies before the re-assessment was asked for "
    "(--reassessment-requested)",
    BeforeDecision: "lies before the decision (--decision)",
    NoDecision: "is missing: a certificate is counted beside its decision",
    NoTransferYear: "is missing: --post-16 says only where that move leads",
}


class Parser(ArgumentParser):
    """Answers what it cannot read with one sentence."""

    def error(self, message: str) -> NoReturn:
        """End with exit status 2."""
        sentence = message.removeprefix("argument ")
        self.exit(2, f"{sentence[:1].upper()}{sentence[1:]}.\n")


def day(text: str) -> date:
    """Read a date as 2024-09-01 and in no other way."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise ArgumentTypeError(f"{text!r} is not a date like 2024-09-01")
    return found


def year(text: str) -> int:
    """Read a year of four digits."""
    if len(text) != 4 or not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is not a year like 2026")
    return int(text)


def parser() -> Parser:
    """Return what reads the command line."""
    reader = Parser(
        prog="python -m hcc.ehcportal.process",
        description="Print the last day that the law allows for each deadline that "
        "these dates determine.",
        allow_abbrev=False,
    )
    for event, text in HELP.items():
        reader.add_argument(option(event), type=day, metavar="DATE", help=text)
    reader.add_argument(
        "--transfer-year", type=year, metavar="YEAR", help="the year of a move of phase"
    )
    reader.add_argument(
        "--post-16", action="store_true", help="that move is from secondary to post-16"
    )
    reader.add_argument(
        "--count-receipt-day",
        action="store_true",
        help="count the day the request was received as day 1 (a house rule)",
    )
    reader.add_argument("--json", action="store_true", help="print one JSON object")
    return reader


def main(argv: Sequence[str] | None = None) -> int:
    """Print the timetable that the arguments determine."""
    reader = parser()
    given = reader.parse_args(argv)
    events = _events(given)
    if events == NOTHING_KNOWN:
        reader.error("give at least one date, such as --received 2024-09-01")
    house = HouseRules(count_receipt_day=given.count_receipt_day)
    try:
        found = timetable(events, house)
    except ProcessError as error:
        reader.error(sentence(error))
    if given.json:
        print(_as_json(found))
    else:
        print(*_as_table(found, rules_of(events)), sep="\n")
    return 0


def option(field: str) -> str:
    """Return the option that fills a field."""
    return f"--{field.removeprefix('request_').replace('_', '-')}"


def sentence(error: ProcessError) -> str:
    """Return what is wrong, with the option to put right."""
    value = "" if isinstance(error, NoDecision) else f" {error}".rstrip()
    return f"{option(error.field)}{value} {SENTENCES[type(error)]}"


def long_date(day: date) -> str:
    """Return "Sunday 13 October 2024"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _events(given: Namespace) -> Events:
    fields = Events.__dataclass_fields__
    return Events(**{name: getattr(given, name) for name in fields})


def _as_json(found: Mapping[Deadline, date]) -> str:
    return json.dumps({key: day.isoformat() for key, day in found.items()}, indent=2)


def _as_table(found: Mapping[Deadline, date], rules: RuleSet) -> Iterator[str]:
    rows = [("Deadline", "", "Last day in law", "Working-day target")]
    rows += [
        (
            key.value,
            _duty(rules.rules[key]),
            long_date(day),
            long_date(working_target(day)),
        )
        for key, day in found.items()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  ".join(f"{cell:{width}}" for cell, width in cells).rstrip()


def _duty(rule: Rule) -> str:
    return rule.duty if rule.checked else f"{rule.duty} (to be confirmed)"


if __name__ == "__main__":
    sys.exit(main())
