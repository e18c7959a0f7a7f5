"""Handing a case over to another coordinator."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


class IHandOver(Interface):
    """To whom."""

    coordinator = schema.Choice(
        title=_("hand_over_to", default="New coordinator"),
        vocabulary="hcc.ehcportal.coordinators",
    )


class HandOver(OfficeForm):
    """Hands one case over. Two who do it at once are told of each other."""

    fields = Fields(IHandOver)
    label = _("hand_over", default="Hand the case over")
    verb = _("hand_over_verb", default="Hand over")

    @property
    def description(self) -> str:
        facts = {
            "child": about(self.context),
            "coordinator": full_name(self.context.coordinator),
        }
        if not self.context.coordinator:
            return _(
                "hand_over_from_nobody",
                default="${child}. Nobody coordinates the case yet. The family of an "
                "open case gets a message.",
                mapping=facts,
            )
        return _(
            "hand_over_from",
            default="${child}. The coordinator is ${coordinator} now. The family of an "
            "open case gets a message.",
            mapping=facts,
        )

    @property
    def hindrance(self) -> str | None:
        return edited_now(self.context)

    @property
    def hidden(self) -> dict[str, str]:
        # Whom the form was shown with: another one means that somebody was quicker.
        return {"former": self.context.coordinator or ""}

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-case"

    def act(self, data: dict) -> str:
        present = self.context.coordinator or ""
        if self.request.form.get("former") != present:
            self.refuse("coordinator", self._overtaken(present))
        hand_over(self.context, data["coordinator"], self.person)
        return _(
            "handed_over",
            default="The case was handed over to ${coordinator}.",
            mapping={"coordinator": full_name(data["coordinator"])},
        )

    def _overtaken(self, present: str) -> str:
        return _(
            "error_handed_over_meanwhile",
            default="Somebody changed the coordinator in the meantime: it is "
            "${coordinator} now. Nothing was done. Press the button again if you still "
            "want to hand over.",
            mapping={"coordinator": full_name(present)},
        )
