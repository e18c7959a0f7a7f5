"""What waits for a family to be filled in, and what they can start."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content import dates
from hcc.ehcportal.content.overview import FormEntry
from hcc.ehcportal.forms.offers import Offer
from hcc.ehcportal.forms.offers import offers_for
from hcc.ehcportal.forms.starting import start_offered
from hcc.ehcportal.portal.forms.sent import Receipt
from hcc.ehcportal.portal.forms.sent import receipt_in
from hcc.ehcportal.portal.page import CasePage
from plone import api
from plone.protect import CheckAuthenticator


class FormsOffered(CasePage):
    """A page of a case that tells which forms can be started."""

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        return offers_for(self.case, self.person, self.overview)


class ItemsToComplete(FormsOffered):
    """The forms that wait for the family, and those that it can start."""

    entry = "complete"
    title = _("title_items_to_complete", default="Items to complete")

    @cached_property
    def receipt(self) -> Receipt | None:
        """The receipt of the form that this person has just submitted, if any."""
        return receipt_in(self.case, self.request.form.get("submitted"))

    @property
    def may_start(self) -> bool:
        """Whether to show buttons; staff see what the family sees, without them."""
        return api.user.has_permission(
            "hcc.ehcportal: Add supporting form", user=self.user, obj=self.case
        )

    def is_past(self, form: FormEntry) -> bool:
        return form.last_day is not None and form.last_day < self.overview.today

    def letter_date(self, day) -> str:
        return dates.letter_date(day, self.language)


class StartForm(FormsOffered):
    """Starts a form that is offered, or goes on with the one that was just started."""

    def __call__(self):
        if self.request.method != "POST":
            return self._lead_to(f"{self.overview.url}/ehc-items-to-complete")
        CheckAuthenticator(self.request)
        key = self.request.form.get("form")
        form = start_offered(self.case, key, self.offers)
        if form is None:
            return self._refuse()
        return self._lead_to(form.absolute_url())

    def _refuse(self) -> str:
        told = _(
            "form_not_offered",
            default="This form cannot be started any more. Below are those that can.",
        )
        api.portal.show_message(told, self.request, type="warning")
        return self._lead_to(f"{self.overview.url}/ehc-items-to-complete")

    def _lead_to(self, url: str) -> str:
        self.request.response.redirect(url, status=303)
        return ""
