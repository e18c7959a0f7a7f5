"""Handing a case over to another coordinator."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.locks import edited_by
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.texts.filling import words_of
from hcc.ehcportal.content.texts.messages import HANDOVER
from hcc.ehcportal.office.facts import facts_of
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from plone import api
from z3c.form.field import Fields
from zope import schema
from zope.event import notify
from zope.interface import Interface
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


class NothingToHandOver(ValueError):
    """The case is this coordinator's already."""


class BeingEdited(ValueError):
    """Somebody else is editing the case, and would save the coordinator of before."""


def hand_over(case, coordinator: str, by: str) -> None:
    """Give ``case`` to another coordinator, and tell the family of an open one.

    ``coordinator`` and ``by``, who hands over, are user ids. Raises
    ``NothingToHandOver`` or ``BeingEdited``.
    """
    if case.coordinator == coordinator:
        raise NothingToHandOver
    if edited_by(case):
        raise BeingEdited
    case.coordinator = coordinator
    notify(ObjectModifiedEvent(case, Attributes(IEHCCase, "coordinator")))
    if state_of(case) == "open":
        _tell_family(case, by)
    record("case_handed_over", who=by, about=coordinator, subject=subject_of(case))


def _tell_family(case, by: str) -> None:
    words = words_of(portal_of(case), HANDOVER).filled(facts_of(case))
    message = make(
        case,
        "EHCMessage",
        title=words.subject,
        text=words.text,
        sender=full_name(by),
    )
    api.content.transition(message, "send")


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
        try:
            hand_over(self.context, data["coordinator"], self.person)
        except NothingToHandOver:
            self.refuse(
                "coordinator",
                _(
                    "error_nothing_to_hand_over",
                    default="This is the coordinator of the case already. Choose "
                    "another.",
                ),
            )
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
