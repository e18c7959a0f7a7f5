"""Giving an adult access to a case."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.admitting import give_access
from hcc.ehcportal.content.clock import today
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
        typed, case_id = data.pop("adult"), data.pop("case")
        grant = give_access(
            self.context, typed, case_id, granted_by=self.person, **data
        )
        return _(
            "access_granted",
            default="${adult} was given access to the case of ${child}.",
            mapping={
                "adult": full_name(grant.adult),
                "child": self.context[case_id].title,
            },
        )
