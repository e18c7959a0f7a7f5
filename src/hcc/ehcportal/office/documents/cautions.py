"""What somebody should look at in a file before the family does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.dates import plain_date
from hcc.ehcportal.office.documents.reading import EMPTY
from hcc.ehcportal.office.documents.reading import NO_TIME
from hcc.ehcportal.office.documents.reading import Reading
from hcc.ehcportal.office.documents.reading import UNREADABLE
from plone import api


@dataclass(frozen=True)
class Caution:
    """A sentence about a file, and the other child's case that it is about."""

    message: str
    url: str | None = None


def cautions_about(reading: Reading, language: str) -> Iterator[Caution]:
    """Yield what is to be looked at in a file that was read."""
    if reading.outcome in _WITHOUT_TEXT:
        yield Caution(_WITHOUT_TEXT[reading.outcome])
    for finding in reading.findings:
        case = api.content.get(UID=finding.case)
        if case is not None:
            yield _about_another(case, finding.birth, language)


def _about_another(case, birth: date | None, language: str) -> Caution:
    if birth is None:
        message = _(
            "warning_name",
            default="This file names ${child}, another child in the portal.",
            mapping={"child": case.title},
        )
    else:
        message = _(
            "warning_birth",
            default="This file has the date of birth of ${child}, another child in the "
            "portal: ${day}.",
            mapping={"child": case.title, "day": plain_date(birth, language)},
        )
    return Caution(message, case.absolute_url())


_WITHOUT_TEXT = {
    EMPTY: _(
        "warning_no_text",
        default="There is no text in this file, as in a scan. Nothing could be "
        "compared with other children: open it and look.",
    ),
    NO_TIME: _(
        "warning_no_time",
        default="The text of this file was not read: all the files together took too "
        "long. Nothing could be compared with other children: open it and look.",
    ),
    UNREADABLE: _(
        "warning_unreadable",
        default="This file could not be read. Open it and look whether it is whole.",
    ),
}
