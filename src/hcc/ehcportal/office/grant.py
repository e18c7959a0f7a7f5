"""Giving an adult access to a case."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.register import AccessError
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import find_person
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.terms import cases_of_family
from hcc.ehcportal.office.terms import ITerms
from hcc.ehcportal.office.terms import IWhichCase
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


class IGrantAccess(Interface):
    """Who gets access, and from which day on."""

    adult = schema.TextLine(
        title=_("access_adult", default="Adult"),
        description=_(
            "access_adult_help",
            default="The e-mail address or sign-in name of their account, in full.",
        ),
    )
    start = schema.Date(
        title=_("access_start", default="From"), defaultFactory=lambda: today()
    )


_REFUSALS = {
    "adult": _(
        "error_access_already",
        default="This person has access to the case already, on the first day that "
        "you entered. End that access first.",
    ),
    "case": _("error_access_case", default="This case is not in the family any more."),
    "end": _(
        "error_access_end",
        default="The last day lies before the first. Change one of the two dates.",
    ),
}


class GrantAccess(OfficeForm):
    """Writes a grant into the register of the family."""

    fields = Fields(IGrantAccess, IWhichCase, ITerms).select(
        "adult", "case", "relationship", "reason", "start", "end"
    )
    label = _("grant_access", default="Give access to a case")
    description = _(
        "grant_access_help",
        default="The adult needs an account already. From the first day on they see "
        "everything in the case that families can see.",
    )
    verb = _("grant_access_verb", default="Give access")

    @property
    def hindrance(self) -> str | None:
        if len(cases_of_family(self.context)):
            return None
        return _("grant_access_no_case", default="Add a case to the family first.")

    def act(self, data: dict) -> str:
        person = find_person(data.pop("adult"))
        if person is None:
            self.refuse(
                "adult",
                _(
                    "error_no_such_person",
                    default="Nobody has an account with this e-mail address or sign-in "
                    "name. Check it letter by letter, or ask them for it.",
                ),
            )
        self._grant(person.getId(), data)
        return _(
            "access_granted",
            default="${adult} was given access to the case of ${child}.",
            mapping={
                "adult": full_name(person.getId()),
                "child": self.context[data["case"]].title,
            },
        )

    def _grant(self, adult: str, data: dict) -> None:
        try:
            AccessRegister(self.context).grant(
                adult,
                data["case"],
                relationship=data["relationship"],
                reason=data["reason"],
                start=data["start"],
                end=data["end"],
                granted_by=self.person,
            )
        except AccessError as error:
            self.refuse(error.field, _REFUSALS[error.field])
