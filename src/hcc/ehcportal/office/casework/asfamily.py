"""The pages of a case as one adult of the family gets them, with nothing to press.

The pages are the family's own, made for the adult and with the adult's rights. What is
in them that leads elsewhere or does something is taken out before staff get to see it:
their own rights come back with the last line of the page.
"""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.register import Grant
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.page import OfficePage
from lxml import html
from plone import api
from zExceptions import NotFound
from zope.component import getMultiAdapter


# The pages that can be looked at: by their names, without what changes anything.
PAGES = (
    "ehc-dashboard",
    "ehc-request-details",
    "ehc-involvements",
    "ehc-items-to-view",
    "ehc-items-to-complete",
    "ehc-messages",
)

# The family's own part of the page; around it stands the council's website.
_CONTENT = "content"

_PRESSED = ("button", "input", "select", "textarea", "summary")


class AsFamily(OfficePage):
    """Shows a page of the case as an adult gets it, or whom to choose."""

    def __call__(self):
        if not self.request.form.get("grant"):
            return super().__call__()
        self.request.response.setHeader("Cache-Control", "no-store, private")
        record(
            "viewed_as_family",
            who=self.person,
            about=self.grant.adult,
            subject=subject_of(self.context),
            apart=True,
        )
        return self._inert(self._page())

    @cached_property
    def grants(self) -> list[Grant]:
        """The access of those who see the case today."""
        if state_of(self.context) not in ("open", "closed"):
            return []
        register = AccessRegister(self.context.__parent__)
        found = register.grants_for(self.context.getId())
        return [
            grant
            for grant in found
            if grant.holds_on(today()) and api.user.get(userid=grant.adult)
        ]

    @cached_property
    def grant(self) -> Grant:
        """The one that the address names, out of those of this case."""
        wanted = self.request.form.get("grant")
        for grant in self.grants:
            if grant.id == wanted:
                return grant
        raise NotFound

    @property
    def page_name(self) -> str:
        name = self.request.form.get("page")
        return name if name in PAGES else PAGES[0]

    def name_of(self, grant: Grant) -> str:
        return full_name(grant.adult)

    def url_of(self, grant: Grant, page: str = "") -> str:
        """The address of a page as one adult gets it."""
        url = f"{self.context.absolute_url()}/ehc-as-family?grant={grant.id}"
        return f"{url}&page={page}" if page else url

    def _page(self) -> str:
        page = getMultiAdapter((self.context, self.request), name=self.page_name)
        adult = api.user.get(userid=self.grant.adult)
        page.user = adult
        page.note = _(
            "as_family_note",
            default="You see this as ${adult} does. Nothing can be changed here.",
            mapping={"adult": self.name_of(self.grant)},
        )
        page.note_url = f"{self.context.absolute_url()}/ehc-case"
        page.shows_toolbar = False
        # A token of the adult's is nothing for staff to have.
        page.authenticator = ""
        with api.env.adopt_user(user=adult):
            return page()

    def _inert(self, page: str) -> str:
        whole = html.fromstring(page)
        content = whole.get_element_by_id(_CONTENT)
        for form in list(content.iter("form")):
            form.tag = "div"
            form.attrib.clear()
        for link in list(content.iter("a")):
            self._lead(link)
        for pressed in list(content.iter(*_PRESSED)):
            if pressed.tag == "input" and pressed.get("type") == "hidden":
                pressed.drop_tree()
            elif pressed.tag != "summary":
                pressed.set("disabled", "disabled")
        return html.tostring(whole, encoding="unicode", doctype="<!DOCTYPE html>")

    def _lead(self, link) -> None:
        """Lead to the same adult's view of a page, or nowhere."""
        address, own = link.get("href", ""), self.context.absolute_url()
        name = address.removeprefix(own).strip("/")
        if address.startswith("#") or link.get("class") == "ehc-way-back":
            return
        if address.startswith(own) and (not name or name in PAGES):
            link.set("href", self.url_of(self.grant, name))
            return
        link.attrib.pop("href", None)
        link.set("aria-disabled", "true")
        link.set("role", "link")
