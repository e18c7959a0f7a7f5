"""What is done with one request for advice: its answer, a correction, its removal."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.case import not_in_the_future
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.office.letters.advice import AdviceForm
from hcc.ehcportal.process.advice import AdviceRequest
from hcc.ehcportal.process.keys import AdviceClause
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


class IReceived(Interface):
    """When an answer came."""

    received = schema.Date(
        title=_("advice_received", default="Date received"),
        constraint=not_in_the_future,
        defaultFactory=today,
    )


class EntryForm(AdviceForm):
    """Does something with the request that the address names."""

    @cached_property
    def asked(self) -> AdviceRequest:
        """The request, if it is on this case's list."""
        return advice.request_at(self.context, self.request.form.get("advice"))

    @property
    def description(self) -> str:
        return _(
            "advice_about",
            default="${child}: ${service}, asked on ${day}.",
            mapping={
                "child": self.context.title,
                "service": self.asked.service,
                "day": self.short_date(self.asked.requested),
            },
        )

    @property
    def hidden(self) -> dict[str, str]:
        return {"advice": self.asked.id}

    def correct(self, **facts) -> None:
        """Put facts into the request, unless they make no sense."""
        with advice.in_words(self.context, services="service"):
            advice.correct(self.context, replace(self.asked, **facts))


class RecordAdvice(EntryForm):
    """Notes that the advice has come."""

    fields = Fields(IReceived)
    label = _("advice_record", default="Record advice as received")
    verb = _("advice_record_verb", default="Record as received")

    def act(self, data: dict) -> str:
        self.correct(received=data["received"])
        return _(
            "advice_recorded",
            default="The advice of “${service}” is recorded as received.",
            mapping={"service": self.asked.service},
        )


class CorrectAdvice(EntryForm):
    """Puts right what was recorded of a request."""

    fields = Fields(advice.IAdviceRequest)
    ignoreContext = False
    label = _("advice_correct", default="Correct a request for advice")
    verb = _("advice_correct_verb", default="Save")

    def getContent(self) -> dict:
        """Fill the form in with what is recorded."""
        return {name: getattr(self.asked, name) for name in advice.IAdviceRequest}

    def act(self, data: dict) -> str:
        clause = data["clause"]
        self.correct(**{**data, "clause": clause and AdviceClause(clause)})
        return _("advice_corrected", default="The request is corrected.")


class RemoveAdvice(EntryForm):
    """Takes a request that was never made off the list."""

    fields = Fields()
    label = _("advice_remove", default="Remove a request for advice")
    verb = _("advice_remove_verb", default="Remove")

    def act(self, data: dict) -> str:
        advice.remove(self.context, self.asked.id)
        return _(
            "advice_removed",
            default="“${service}” is not on the list any more.",
            mapping={"service": self.asked.service},
        )
