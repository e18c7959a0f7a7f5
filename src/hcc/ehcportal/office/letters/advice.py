"""The page of a case's requests for advice, and the form that asks several services."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.case import not_in_the_future
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import advice_of
from hcc.ehcportal.content.overview import AdviceEntry
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import about
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


PAGE = "ehc-advice-requests"


class IAskForAdvice(Interface):
    """Which services were asked, all on one day."""

    services = schema.List(
        title=_("advice_services", default="Services"),
        value_type=schema.Choice(vocabulary="hcc.ehcportal.advice_services"),
        required=False,
    )
    other = schema.TextLine(
        title=_("advice_other", default="Another service"),
        description=_(
            "advice_other_help",
            default="One that is not on the list: the family reads what you write.",
        ),
        max_length=100,
        required=False,
    )
    requested = schema.Date(
        title=_("advice_requested", default="Date requested"),
        description=_(
            "advice_requested_help",
            default="Each service has 6 weeks from this day to answer.",
        ),
        constraint=not_in_the_future,
        defaultFactory=today,
    )


class AdviceForm(OfficeForm):
    """Changes a case's list of requests for advice."""

    @property
    def description(self) -> str:
        return about(self.context)

    @property
    def hindrance(self) -> str | None:
        if self.may("Modify portal content"):
            return None
        return _(
            "advice_case_closed",
            default="This case is not open, so the list cannot be changed.",
        )

    @property
    def next_url(self) -> str:
        return f"{self.context.absolute_url()}/{PAGE}"

    @cached_property
    def entries(self) -> tuple[AdviceEntry, ...]:
        return advice_of(self.context)


class AdviceRequestsPage(AdviceForm):
    """Lists who was asked and what came, and asks more services."""

    template = ViewPageTemplateFile("templates/advice.pt")
    fields = Fields(IAskForAdvice)
    fields["services"].widgetFactory = CheckBoxFieldWidget
    # The page has no other page to go back to.
    buttons = OfficeForm.buttons.select("save")
    # The form stands below the list, which a focus there would scroll away.
    enable_autofocus = False
    label = _("advice_requests", default="Requests for advice")
    verb = _("advice_ask", default="Record as asked")

    def act(self, data: dict) -> str:
        services = [*(data["services"] or ()), *filter(None, [data["other"]])]
        if not services:
            self.refuse(
                "services",
                _(
                    "error_advice_no_service",
                    default="Choose a service, or write the name of another one.",
                ),
            )
        with advice.in_words(self.context):
            advice.ask(self.context, services, data["requested"])
        return _(
            "advice_asked",
            default="The list is kept. Services asked: ${count}.",
            mapping={"count": len(services)},
        )
