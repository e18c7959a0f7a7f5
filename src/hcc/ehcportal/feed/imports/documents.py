"""Documents of a case, whose files pass what every file of the office passes."""

from __future__ import annotations

from hashlib import sha256
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import document_limits
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.records import new
from hcc.ehcportal.feed.imports.run import Done
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.states import change_state
from hcc.ehcportal.feed.imports.values import Change
from hcc.ehcportal.feed.imports.values import change
from hcc.ehcportal.feed.imports.values import change_fields
from hcc.ehcportal.feed.imports.values import values_in
from plone.namedfile.file import NamedBlobFile


_FIELDS = ("title", "document_date")


def take_document(run: Run, line: Line) -> Done:
    """Add a document to a case, or change a draft; then bring it into its state."""
    line.refuse_others(("id", "case", "file", "state", *_FIELDS))
    case = run.named(line, "case")
    values = values_in(IEHCDocument, line.said(_FIELDS))
    known = run.known("document", line.key("id"))
    if known is None:
        document, changes = _made(run, line, case, values)
    else:
        document, changes = known.content, _changed(run, line, known, values)
    if "state" in line.facts:
        changes += change_state(document, line.facts["state"])
    return Done(known is None, changes)


def _made(run: Run, line: Line, case, values: dict[str, object]):
    file = run.files.file(line.facts.get("file"))
    mark = _mark(file)
    document, changes = new(
        case, "EHCDocument", IEHCDocument, {**values, "file": _checked(file, case)}
    )
    run.ids.note_content("document", line.key("id"), document, mark)
    return document, (*changes[:-1], _file_change(None, file))


def _changed(
    run: Run, line: Line, known, values: dict[str, object]
) -> tuple[Change, ...]:
    document, said = known.content, line.facts.get("file")
    file = None if said is None else run.files.file(said)
    if file is None or _mark(file) == known.part:
        return change_fields(document, IEHCDocument, values)
    mark, before = _mark(file), document.file
    checked = _checked(file, document)
    changes = change_fields(document, IEHCDocument, {**values, "file": checked})
    run.ids.note_content("document", line.key("id"), document, mark)
    return (
        *(each for each in changes if each.field != "file"),
        _file_change(before, checked),
    )


def _mark(file: NamedBlobFile) -> str:
    """Return what tells a file from others, as it came: pictures are stored anew."""
    return sha256(file.data).hexdigest()


def _checked(file: NamedBlobFile, context) -> NamedBlobFile:
    try:
        return checked_upload(file, document_limits(), context)
    except ValueRefused as error:
        raise LineRefused(error.doc(), "file") from None


def _file_change(before: NamedBlobFile | None, after: NamedBlobFile) -> Change:
    return change("file", before and before.filename, after.filename)
