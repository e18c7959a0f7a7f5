"""Adding a file to a case, as a draft that nobody but staff sees."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import document_limits
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.documents.reading import read
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile

import re


LONGEST_TITLE = 200

_DAY = re.compile(
    r"(?P<year>20\d\d)[-_.]?(?P<month>\d\d)[-_.]?(?P<day>\d\d)(?!\d)"
    r"|(?P<day_>\d\d)[-_.](?P<month_>\d\d)[-_.](?P<year_>20\d\d)"
)


def add_draft(
    case,
    file: NamedBlobFile,
    patience: Patience,
    *,
    title: str | None = None,
    day: date | None = None,
    replaces: str | None = None,
):
    """Add a file to a case as a draft and return it.

    Its name describes and dates it where nothing else is said. What its text says is
    kept with it, if the patience was enough to read it. ``replaces`` is the id of the
    published document whose file this is to be. Raises ``ValueRefused`` for a file that
    families cannot be given, and ``Unauthorized`` where whoever acts may not add any.
    """
    file = checked_upload(file, document_limits(), case)
    draft = createContentInContainer(
        case,
        "EHCDocument",
        title=title or described_by(file.filename),
        document_date=day or dated_by(file.filename),
        file=file,
    )
    draft.replaces = replaces
    draft.reading = read(draft.file, case, patience)
    return draft


def described_by(filename: str) -> str:
    """Return a description made of a file's name, for staff to better."""
    words = one_line(filename.rpartition(".")[0].replace("_", " "))
    return words[:LONGEST_TITLE] or filename


def dated_by(filename: str) -> date:
    """Return the day in a file's name, or today."""
    for match in _DAY.finditer(filename):
        parts = {k.rstrip("_"): v for k, v in match.groupdict().items() if v}
        try:
            return date(*(int(parts[name]) for name in ("year", "month", "day")))
        except ValueError:
            continue
    return today()
