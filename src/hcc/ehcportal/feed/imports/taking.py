"""Taking lines one by one: what is wrong with one is reported and stops no other."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.feed.imports.advice import take_advice
from hcc.ehcportal.feed.imports.contacts import take_contact
from hcc.ehcportal.feed.imports.documents import take_document
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.lines import read_line
from hcc.ehcportal.feed.imports.records import take_case
from hcc.ehcportal.feed.imports.records import take_dates
from hcc.ehcportal.feed.imports.records import take_family
from hcc.ehcportal.feed.imports.run import Done
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.stages import take_stage
from hcc.ehcportal.feed.imports.values import Change
from hcc.ehcportal.notify.telling import untold
from plone import api
from transaction.interfaces import TransientError
from zope.globalrequest import getRequest
from zope.i18n import translate

import logging
import transaction


logger = logging.getLogger(__name__)

KINDS: dict[str, Callable[[Run, Line], Done]] = {
    "family": take_family,
    "case": take_case,
    "dates": take_dates,
    "stage": take_stage,
    "contact": take_contact,
    "advice": take_advice,
    "document": take_document,
}

# Whoever may import acts as those who may do all that lines can say.
_ROLE = "EHC Manager"

# What can become of a line.
MADE = "made"
CHANGED = "changed"
SAME = "same"
REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of the line with this number; the first one has number 1.

    ``id`` is what the line calls itself, or the case that it is about. Where it was
    refused, ``message`` says why and ``field`` what to put right.
    """

    line: int
    outcome: str
    type: str | None = None
    id: str | None = None
    changes: tuple[Change, ...] = ()
    field: str | None = None
    message: str | None = None


def take_lines(
    run: Run, lines: Iterable[tuple[int, bytes]], *, tell: bool = False
) -> Iterator[Outcome]:
    """Take lines with their numbers into a portal, and yield what became of each.

    Whoever calls commits. With ``tell`` families are told by mail as if staff had done
    it; without, of nothing.
    """
    with api.env.adopt_roles([_ROLE]), nullcontext() if tell else untold():
        for number, text in lines:
            if text.strip():
                yield _take(run, number, text)


def _take(run: Run, number: int, text: bytes) -> Outcome:
    before = transaction.savepoint(optimistic=True)
    line = None
    try:
        line = read_line(text, KINDS)
        done = KINDS[line.kind](run, line)
    except LineRefused as error:
        before.rollback()
        return _refused(number, line, error)
    except TransientError:
        raise
    except Exception as error:
        before.rollback()
        # Its text can name a person.
        logger.error("A line was not taken: %s", type(error).__name__)
        return _refused(number, line, LineRefused(_FAILED))
    outcome = MADE if done.made else CHANGED if done.changes else SAME
    return Outcome(number, outcome, line.kind, _id_of(line), done.changes)


def _refused(number: int, line: Line | None, error: LineRefused) -> Outcome:
    return Outcome(
        number,
        REFUSED,
        line and line.kind,
        line and _id_of(line),
        field=error.field,
        message=translate(error.message, context=getRequest()),
    )


def _id_of(line: Line) -> str | None:
    said = line.facts.get("id", line.facts.get("case"))
    return said if isinstance(said, str) else None


_FAILED = _(
    "import_failed",
    default="The portal could not take this line, and nothing of it was kept. Its log "
    "tells more.",
)
