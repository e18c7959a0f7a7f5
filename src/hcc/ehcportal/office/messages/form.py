"""What the two pages of writing have in common."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.access.adults import Adult
from hcc.ehcportal.access.adults import adults_of
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.dates import plain_date
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.office.page import OfficePage
from plone import api
from plone.protect import CheckAuthenticator


class WritingPage(OfficePage):
    """A page about a message of a case, with a form that is sent to itself.

    ``buttons`` maps the names of buttons to the methods behind them. Such a method
    returns the address to go on to, or None to show the page again.
    """

    buttons: dict[str, str] = {}

    def __init__(self, context, request):
        super().__init__(context, request)
        self.problems: dict[str, str] = {}

    def __call__(self):
        next_url = self.respond() if self.request.method == "POST" else None
        if next_url is None:
            return super().__call__()
        self.request.response.redirect(next_url, status=303)
        return ""

    def respond(self) -> str | None:
        """Do what the button is for that was pressed, if one was."""
        CheckAuthenticator(self.request)
        names = (name for name in self.buttons if name in self.request.form)
        name = next(names, None)
        return getattr(self, self.buttons[name])() if name else None

    @cached_property
    def case(self):
        return case_of(self.context)

    @property
    def case_url(self) -> str:
        return f"{self.case.absolute_url()}/ehc-case"

    @property
    def child(self) -> str:
        return self.case.title

    @property
    def born(self) -> str:
        language = api.portal.get_current_language()
        return plain_date(self.case.date_of_birth, language)

    @cached_property
    def adults(self) -> list[Adult]:
        """Those who have access to the case today."""
        return adults_of(self.case)

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/{self.__name__}"

    @property
    def site_url(self) -> str:
        return api.portal.get().absolute_url()

    def moment(self, when) -> str:
        return moment(when, api.portal.get_current_language())
