"""Who coordinated a case, from when until when, and how families reached them."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.case import not_in_the_future
from hcc.ehcportal.content.people import ContactPeriod
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.run import Done
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.values import Change
from hcc.ehcportal.feed.imports.values import change
from hcc.ehcportal.feed.imports.values import check_new
from hcc.ehcportal.feed.imports.values import require_change
from hcc.ehcportal.feed.imports.values import values_in
from operator import attrgetter
from plone import api
from zope import schema
from zope.event import notify
from zope.interface import Interface
from zope.interface import invariant
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


class IContact(Interface):
    """One time during which somebody coordinated a case."""

    person = schema.Choice(vocabulary="hcc.ehcportal.coordinators", required=False)
    name = schema.TextLine(max_length=200, required=False)
    since = schema.Date(constraint=not_in_the_future)
    until = schema.Date(constraint=not_in_the_future, required=False)
    email = schema.TextLine(max_length=200, required=False)
    phone = schema.TextLine(max_length=50, required=False)

    @invariant
    def somebody(data):
        if data.until is None and data.person is None:
            raise FieldInvalid(
                "person",
                _(
                    "import_contact_no_account",
                    default="Whoever coordinates a case now needs an account: “person” "
                    "has to be its login name or user id.",
                ),
            )
        if not (data.person or data.name):
            raise FieldInvalid(
                "name", _("import_contact_nobody", default="“name” is missing.")
            )

    @invariant
    def in_order(data):
        if data.until is not None and data.until < data.since:
            raise FieldInvalid(
                "until",
                _(
                    "import_contact_order",
                    default="“until” lies before “since”. Check both days.",
                ),
            )


def take_contact(run: Run, line: Line) -> Done:
    """Keep who coordinated a case from the day that the line says."""
    line.refuse_others(("case", *IContact))
    case = run.named(line, "case")
    values = dict.fromkeys(IContact) | values_in(IContact, line.said(tuple(IContact)))
    values["person"] = _user_id(values["person"])
    period = _period(values)
    before = [each for each in case.contact_history if _is_same(each, period)]
    if before == [period]:
        return Done(False, ())
    check_new(IContact, values, case)
    others = [each for each in case.contact_history if not _is_same(each, period)]
    _require_end(period, others)
    require_change(case)
    _keep(case, sorted([*others, period], key=attrgetter("since")))
    return Done(not before, _changes(before[0] if before else None, period))


def _user_id(said: str | None) -> str | None:
    """Return the user id of an account that a line names by it or by its login name."""
    user = said and (api.user.get(userid=said) or api.user.get(username=said))
    return user.getId() if user else said


def _period(values: dict[str, object]) -> ContactPeriod:
    """Return what a line says as a case keeps it.

    How to reach whoever coordinates it now is what managers publish in the portal.
    """
    person, name = values["person"] or "", values["name"]
    reach = {k: values[k] for k in ("email", "phone")} if values["until"] else {}
    return ContactPeriod(
        person, name or full_name(person), values["since"], values["until"], **reach
    )


def _is_same(one: ContactPeriod, other: ContactPeriod) -> bool:
    """Tell whether two are of one time: by their first day, or the present person's.

    The portal itself dates a coordinator on the day on which it was told of them.
    """
    if one.since == other.since:
        return True
    return one.until is None and other.until is None and one.person == other.person


def _require_end(period: ContactPeriod, others: list[ContactPeriod]) -> None:
    if period.until is None and any(each.until is None for each in others):
        raise LineRefused(
            _(
                "import_contact_two",
                default="Somebody else coordinates this case still. Send the line that "
                "says until when before this one.",
            ),
            "until",
        )


def _keep(case, periods: list[ContactPeriod]) -> None:
    present = next((each.person for each in periods if each.until is None), None)
    case.contact_history = tuple(sorted(periods, key=lambda each: each.until is None))
    case.coordinator = present
    notify(ObjectModifiedEvent(case, Attributes(IEHCCase, "coordinator")))


def _changes(before: ContactPeriod | None, period: ContactPeriod) -> tuple[Change, ...]:
    found = (
        change(name, before and getattr(before, name), getattr(period, name))
        for name in IContact
    )
    return tuple(each for each in found if each.before != each.after)
