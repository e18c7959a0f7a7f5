"""What the pages of the office have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.stage import case_of
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer
from zope.interface import Interface


# What is more is no number that the database could look for.
_LARGEST = 2**63 - 1


class IOfficePage(Interface):
    """Marks the pages of the office, for viewlets that are not to show on them."""


@implementer(IOfficePage)
class Office:
    """Part of every page and form: dates, permissions, and no trace in a cache."""

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "no-store, private")
        # Tables need the room, and portlets would ask the catalog.
        for column in ("disable_plone.leftcolumn", "disable_plone.rightcolumn"):
            self.request.set(column, True)
        return super().__call__()

    def short_date(self, day: date | None) -> str:
        """Return "01 Sep 2024", or nothing for no date."""
        return short_date(day, api.portal.get_current_language()) if day else ""

    def may(self, permission: str, content=None) -> bool:
        """Tell whether whoever looks has the permission with this title."""
        return api.user.has_permission(
            permission, obj=self.context if content is None else content
        )

    @property
    def person(self) -> str:
        """The user id of whoever looks."""
        return api.user.get_current().getId()

    def name_of(self, person: str | None) -> str:
        """Return a person's name, looked up once for a page."""
        if person not in self._names:
            self._names[person] = full_name(person)
        return self._names[person]

    @cached_property
    def _names(self) -> dict[str | None, str]:
        return {}


def number_in(form: Mapping, name: str) -> int | None:
    """Return the number that stands in a form or address, if it is one that can be."""
    typed = form.get(name)
    if not (isinstance(typed, str) and typed.isascii() and typed.isdigit()):
        return None
    # Python itself refuses to read thousands of digits.
    number = int(typed) if len(typed) <= len(str(_LARGEST)) else None
    return number if number is None or number <= _LARGEST else None


def texts_in(form: Mapping, name: str) -> list[str]:
    """Return the texts that were sent by a name, be it none, one or several."""
    sent = form.get(name)
    return [
        each
        for each in (sent if isinstance(sent, list) else [sent])
        if isinstance(each, str)
    ]


class Page(BrowserView):
    """Renders the template that it was registered with."""

    def __call__(self):
        return self.index()


class OfficePage(Office, Page):
    """A page in Plone's own frame."""


def about(content) -> str:
    """Name what a page is about together with the child, so that none is mistaken."""
    child = case_of(content).title
    return child if IEHCCase.providedBy(content) else f"{child}: {content.title}"
