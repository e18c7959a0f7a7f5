"""Families, cases and the dates of cases."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from hcc.ehcportal import _
from hcc.ehcportal.access.references import cases_with
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.family import IEHCFamily
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.rules import FIELDS
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.run import Done
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.states import change_state
from hcc.ehcportal.feed.imports.values import Change
from hcc.ehcportal.feed.imports.values import change
from hcc.ehcportal.feed.imports.values import change_fields
from hcc.ehcportal.feed.imports.values import check_new
from hcc.ehcportal.feed.imports.values import values_in
from plone import api


_FAMILY = ("title",)
_CASE = (
    "title",
    "date_of_birth",
    "gender",
    "reference",
    "request_received",
    "request_source",
    "involvements",
    "ending",
)
_DATES = tuple(field for field in FIELDS.values() if field != "request_received")


def take_family(run: Run, line: Line) -> Done:
    """Make a family or change it."""
    line.refuse_others(("id", "uid", "state", *_FAMILY))
    family = _found(run, line, "family", "EHCFamily")
    changes: tuple[Change, ...] = ()
    made = family is None
    values = values_in(IEHCFamily, line.said(_FAMILY))
    if made:
        family, changes = new(run.portal["families"], "EHCFamily", IEHCFamily, values)
        run.ids.note_content("family", line.key("id"), family)
    else:
        changes = change_fields(family, IEHCFamily, values)
    return Done(made, changes + _state(family, line))


def take_case(run: Run, line: Line) -> Done:
    """Make a case or change it; whose it is stays as it is."""
    line.refuse_others(("id", "uid", "family", "state", *_CASE, *_DATES))
    case = _found(run, line, "case", "EHCCase")
    values = values_in(IEHCCase, line.said((*_CASE, *_DATES)))
    if case is None:
        family = run.named(line, "family")
        _refuse_twin(run, values)
        case, changes = new(family, "EHCCase", IEHCCase, values)
        run.ids.note_content("case", line.key("id"), case)
        return Done(True, changes + _state(case, line))
    if "family" in line.facts:
        _require_family(case, run.named(line, "family"))
    changes = change_fields(case, IEHCCase, values)
    return Done(False, changes + _state(case, line))


def take_dates(run: Run, line: Line) -> Done:
    """Write down what has happened in a case, and on which days."""
    line.refuse_others(("case", *_DATES))
    case = run.named(line, "case")
    values = values_in(IEHCCase, line.said(_DATES))
    return Done(False, change_fields(case, IEHCCase, values))


def new(container, portal_type: str, schema, values: dict[str, object]):
    """Make content by the rules of its schema; return it and what is in it."""
    check_new(schema, values, container)
    content = make(container, portal_type, **values)
    return content, tuple(change(name, None, new) for name, new in values.items())


def _state(content, line: Line) -> tuple[Change, ...]:
    if "state" not in line.facts:
        return ()
    return change_state(content, line.facts["state"])


def _found(run: Run, line: Line, kind: str, portal_type: str):
    """Return what has the id of a line, or is said by its UID to have it from now."""
    known = run.known(kind, line.key("id"))
    if known is not None:
        return known.content
    if "uid" not in line.facts:
        return None
    content = _with_uid(run, line.key("uid"), portal_type)
    run.ids.note_content(kind, line.key("id"), content)
    return content


def _with_uid(run: Run, uid: str, portal_type: str):
    catalog = api.portal.get_tool("portal_catalog")
    place = "/".join(run.portal["families"].getPhysicalPath())
    brains = catalog.unrestrictedSearchResults(
        UID=uid, portal_type=portal_type, path=place
    )
    if brains and run.ids.id_of(content := brains[0]._unrestrictedGetObject()) is None:
        return content
    raise LineRefused(
        _(
            "import_no_uid",
            default="Nothing of this kind has this UID, or it has another id already.",
        ),
        "uid",
    )


def _refuse_twin(run: Run, values: dict[str, object]) -> None:
    """Refuse a second case with a reference that a case of the portal has."""
    reference = values.get("reference")
    if reference and cases_with(run.portal, reference):
        raise LineRefused(
            _(
                "import_twin",
                default="The portal has a case with this reference. If it is this one, "
                "add its “uid” to the line.",
            ),
            "reference",
        )


def _require_family(case, family) -> None:
    if aq_parent(aq_inner(case)).getId() != family.getId():
        raise LineRefused(
            _(
                "import_other_family",
                default="This case is another family's in the portal. An import does "
                "not move it.",
            ),
            "family",
        )
