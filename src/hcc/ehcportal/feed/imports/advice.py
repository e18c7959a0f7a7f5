"""Which services were asked for advice in a case, and when each has answered."""

from __future__ import annotations

from dataclasses import replace
from hcc.ehcportal import _
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.run import Done
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.values import Change
from hcc.ehcportal.feed.imports.values import change
from hcc.ehcportal.feed.imports.values import check_new
from hcc.ehcportal.feed.imports.values import require_change
from hcc.ehcportal.feed.imports.values import values_in
from hcc.ehcportal.process.advice import AdviceRequest
from hcc.ehcportal.process.errors import ProcessError
from hcc.ehcportal.process.keys import AdviceClause


_FIELDS = tuple(advice.IAdviceRequest)


def take_advice(run: Run, line: Line) -> Done:
    """Record a request for advice, or what came of it."""
    line.refuse_others(("id", "case", *_FIELDS))
    case = run.named(line, "case")
    values = values_in(advice.IAdviceRequest, line.said(_FIELDS))
    if values.get("service"):
        # As it is kept, so that the same line again changes nothing.
        values["service"] = one_line(values["service"])
    before = _asked(run, line, case)
    present = {name: before and getattr(before, name) for name in _FIELDS}
    after = {**present, **values}
    if after == present:
        return Done(False, ())
    check_new(advice.IAdviceRequest, after, case)
    require_change(case)
    try:
        _record(run, line, case, before, after)
    except ProcessError as error:
        field = error.field if error.field in _FIELDS else "service"
        raise LineRefused(advice.sentence_on(error, case), field) from None
    return Done(before is None, _changes(present, after))


def _asked(run: Run, line: Line, case) -> AdviceRequest | None:
    known = run.known("advice", line.key("id"))
    if known is None:
        return None
    if known.content.getId() != case.getId():
        raise LineRefused(
            _(
                "import_advice_elsewhere",
                default="This request for advice is another case's in the portal.",
            ),
            "case",
        )
    for request in case.advice_requests:
        if request.id == known.part:
            return request
    raise LineRefused(
        _(
            "import_advice_removed",
            default="This request for advice was taken off the list in the portal. "
            "Leave the line out.",
        ),
        "id",
    )


def _record(run: Run, line: Line, case, before, after: dict[str, object]) -> None:
    clause = after["clause"]
    facts = {**after, "clause": clause and AdviceClause(clause)}
    if before is not None:
        advice.correct(case, replace(before, **facts))
    else:
        made = advice.add(case, **facts)
        run.ids.note("advice", line.key("id"), case, made.id)


def _changes(before: dict[str, object], after: dict[str, object]) -> tuple[Change, ...]:
    return tuple(
        change(name, before[name], after[name])
        for name in _FIELDS
        if before[name] != after[name]
    )
