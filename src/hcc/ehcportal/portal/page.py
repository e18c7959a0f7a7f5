"""What every page of the portal has: its frame, its bars and its rules."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.directory import cases_of
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content import dates
from hcc.ehcportal.content.clock import IClock
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import DocumentEntry
from hcc.ehcportal.content.overview import Link
from hcc.ehcportal.content.overview import links_to
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.uploads.limits import in_bytes
from plone import api
from plone.app.layout.globals.interfaces import IViewView
from plone.app.layout.viewlets.locking import LockInfoViewlet
from plone.locking.interfaces import ITTWLockable
from plone.protect.authenticator import createToken
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.interface import implementer


@dataclass(frozen=True)
class MenuItem:
    """One entry of a bar; ``current`` marks the page that is shown."""

    title: str
    url: str
    current: bool


class IPortalPage(IViewView):
    """Marks the pages of the portal, for viewlets that are not to show on them."""


@implementer(IPortalPage)
class PortalPage(BrowserView):
    """A page in the council's theme: the portal's bars, no portlet columns.

    The frame renders the site's own head, header, navigation, messages and footer, and
    none of the viewlets around content, which a family page has no use for.
    """

    title = ""
    # The name of the entry in a bar that stands for this page.
    entry = ""

    # What stands on top of it for whoever looks at it in another's place, and the way
    # back from there.
    note = ""
    note_url = ""

    layout = ViewPageTemplateFile("templates/layout.pt")
    macros_file = ViewPageTemplateFile("templates/macros.pt")

    def __call__(self):
        # Health data: not to be kept by a shared computer's cache.
        self.request.response.setHeader("Cache-Control", "no-store, private")
        # Without it the toolbar is empty: no Edit, and no workflow menu for staff.
        if not self.shows_toolbar:
            self.request.set("disable_border", True)
        for column in ("disable_plone.leftcolumn", "disable_plone.rightcolumn"):
            self.request.set(column, True)
        return self.index()

    @cached_property
    def frame(self):
        """The frame's macros."""
        return self.layout.macros["frame"]

    @cached_property
    def parts(self):
        """Macros that several pages use."""
        return self.macros_file.macros

    @cached_property
    def portal(self):
        return portal_of(self.context)

    @cached_property
    def portal_url(self) -> str:
        return self.portal.absolute_url()

    @cached_property
    def site_url(self) -> str:
        return api.portal.get().absolute_url()

    @cached_property
    def user(self):
        return api.user.get_current()

    @cached_property
    def person(self) -> str:
        """The user id of whoever looks."""
        return self.user.getId()

    @cached_property
    def person_name(self) -> str:
        return self.user.getProperty("fullname") or self.user.getUserName()

    @cached_property
    def cases(self) -> list:
        """The cases that this person may see as a family."""
        return visible_cases(cases_of(self.portal, self.person))

    @cached_property
    def language(self) -> str:
        return api.portal.get_current_language()

    @property
    def case_overview(self) -> CaseOverview | None:
        """The case that the page is about, if it is about one."""
        return None

    @property
    def family(self) -> Link | None:
        """For staff, the family whose case the page is about."""
        return None

    @cached_property
    def shows_toolbar(self) -> bool:
        """Staff keep Plone's toolbar; families have the bar of the portal.

        A published document is changed by nobody and yet withdrawn from the toolbar,
        and a family may change its own form: inside a case, listing it tells who is
        staff.
        """
        case = case_of(self.context)
        if case is None:
            return api.user.has_permission("Modify portal content", obj=self.context)
        return api.user.has_permission("List folder contents", obj=case)

    def body_class(self, template) -> str:
        """The classes by which the council's theme knows the page.

        Plone's own for staff. For families those without toolbar and portlet columns,
        neither of which the page has.
        """
        if self.shows_toolbar:
            layout = getMultiAdapter((self.context, self.request), name="plone_layout")
            return layout.bodyClass(template, self)
        section = self.portal.getId()
        return (
            f"frontend col-content icons-on thumbs-on template-{self.__name__} "
            f"portaltype-{self.context.portal_type.lower()} section-{section} "
            f"site-{api.portal.get().getId()} userrole-authenticated"
        )

    @property
    def lock_note(self) -> str:
        """For staff, who else is editing this, and the way to take over.

        Plone leads here whoever comes to an edit form second.
        """
        if not self.shows_toolbar or not ITTWLockable.providedBy(self.context):
            return ""
        viewlet = LockInfoViewlet(self.context, self.request, self, None)
        viewlet.update()
        return viewlet.render()

    @property
    def demonstration_day(self) -> str | None:
        """The day on which the demonstration stands still, if this is one."""
        pinned = getattr(getUtility(IClock), "pinned", False)
        return self.long_date(today()) if pinned else None

    def short_date(self, day: date | None) -> str:
        return dates.short_date(day, self.language)

    def long_date(self, day: date | None) -> str:
        return dates.long_date(day, self.language)

    def moment(self, when: datetime) -> str:
        return dates.moment(when, self.language)

    def birth_date(self, day: date) -> str:
        return dates.plain_date(day, self.language)

    def file_size(self, document: DocumentEntry) -> str:
        """The size of a document's file, in few digits."""
        return self.in_bytes(document.size)

    in_bytes = staticmethod(in_bytes)

    @cached_property
    def authenticator(self) -> str:
        """The token that a form sends back, to show that this page made it."""
        return createToken()

    def top_bar(self) -> Iterator[MenuItem]:
        """The entries of the guide's top bar."""
        url = self.portal_url
        yield self._item("home", _("menu_home", default="Portal Home"), url)
        yield self._item(
            "help", _("menu_help", default="Help & Support"), f"{url}/ehc-help"
        )
        yield self._item(
            "submitted",
            _("menu_submitted", default="View My Submitted Forms"),
            f"{url}/ehc-submitted-forms",
        )

    def side_menu(self) -> Iterator[MenuItem]:
        """The entries of the menu beside a page about a case."""
        return iter(())

    def small_print(self) -> tuple[Link, ...]:
        """Links to the privacy notice and the accessibility statement."""
        return tuple(links_to(self.portal.privacy_page, self.portal.accessibility_page))

    def _item(self, entry: str, title: str, url: str) -> MenuItem:
        return MenuItem(title, url, entry == self.entry)


class CasePage(PortalPage):
    """A page about one case."""

    @cached_property
    def case(self):
        return case_of(self.context)

    @cached_property
    def overview(self) -> CaseOverview:
        return overview_of(self.case, self.person)

    @property
    def case_overview(self) -> CaseOverview:
        return self.overview

    @property
    def family(self) -> Link | None:
        if not self.shows_toolbar:
            return None
        family = aq_parent(aq_inner(self.case))
        return Link(family.title, family.absolute_url())

    def side_menu(self) -> Iterator[MenuItem]:
        url = self.overview.url
        yield self._item(
            "dashboard", _("menu_dashboard", default="Back to EHC Dashboard"), url
        )
        yield self._item(
            "details",
            _("menu_details", default="EHC Request Details"),
            f"{url}/ehc-request-details",
        )
        yield self._item(
            "involvements",
            _("menu_involvements", default="SEN Involvements"),
            f"{url}/ehc-involvements",
        )
        yield self._item(
            "view", _("menu_view", default="Items to view"), f"{url}/ehc-items-to-view"
        )
        yield self._item(
            "complete",
            _("menu_complete", default="Items to complete"),
            f"{url}/ehc-items-to-complete",
        )
        yield self._item(
            "messages", _("menu_messages", default="Messages"), f"{url}/ehc-messages"
        )
