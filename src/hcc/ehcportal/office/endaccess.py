"""Ending an adult's access to a case."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.admitting import end_access
from hcc.ehcportal.access.admitting import grants_in
from hcc.ehcportal.access.admitting import why_not_end
from hcc.ehcportal.access.register import Grant
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.content.validation import not_in_the_past
from hcc.ehcportal.office.form import OfficeForm
from z3c.form.field import Fields
from zExceptions import NotFound
from zope import schema
from zope.interface import Interface
from zope.interface import invariant
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


AT_ONCE = "at-once"
LAST_DAY = "last-day"

_WHEN = SimpleVocabulary(
    [
        SimpleTerm(AT_ONCE, AT_ONCE, _("end_at_once", default="At once")),
        SimpleTerm(
            LAST_DAY, LAST_DAY, _("end_after_last_day", default="After a last day")
        ),
    ]
)


class IEndAccess(Interface):
    """When access ends."""

    when = schema.Choice(title=_("end_when", default="When"), source=_WHEN)
    last_day = schema.Date(
        title=_("end_last_day", default="Last day"),
        description=_(
            "end_last_day_help", default="The last day with access, if not at once."
        ),
        constraint=not_in_the_past,
        required=False,
    )

    @invariant
    def last_day_is_named(data):
        if data.when == LAST_DAY and data.last_day is None:
            raise FieldInvalid(
                "last_day",
                _("error_last_day_needed", default="Enter the last day with access."),
            )


class EndAccess(OfficeForm):
    """Ends one grant of the register, which keeps it."""

    fields = Fields(IEndAccess)
    label = _("end_access", default="End access to a case")
    verb = _("end_access_verb", default="End access")

    @cached_property
    def grant(self) -> Grant:
        """The grant that the address names, if it is in this family's register."""
        wanted = self.request.form.get("grant")
        for grant in grants_in(self.context):
            if grant.id == wanted:
                return grant
        raise NotFound

    @property
    def description(self) -> str:
        return _(
            "end_access_help",
            default="Access of ${adult} to the case of ${child}.",
            mapping=self._names,
        )

    @property
    def hidden(self) -> dict[str, str]:
        return {"grant": self.grant.id}

    @property
    def hindrance(self) -> str | None:
        return why_not_end(self.grant)

    def act(self, data: dict) -> str:
        last_day = data["last_day"] if data["when"] == LAST_DAY else None
        end_access(self.context, self.grant, last_day)
        if last_day is None:
            return _(
                "access_ended_at_once",
                default="${adult} has no access to the case of ${child} any more.",
                mapping=self._names,
            )
        return _(
            "access_ends",
            default="${adult} has access to the case of ${child} until ${day}.",
            mapping={**self._names, "day": self.short_date(last_day)},
        )

    @property
    def _names(self) -> dict[str, str]:
        return {
            "adult": full_name(self.grant.adult),
            "child": self.context[self.grant.case].title,
        }
