"""Where signing in leads."""

from __future__ import annotations

from Acquisition import aq_chain
from hcc.ehcportal.access.directory import cases_of
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.portal import IEHCFamilies
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.base.interfaces import IRedirectAfterLogin
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface

import urllib.parse


@implementer(IRedirectAfterLogin)
@adapter(Interface, IEHCPortalLayer)
class ToTheCase:
    """Lead a family to their child: one child's dashboard, or the list of several.

    Staff are led to their worklist.

    Who has only asked for access is led to the portal, which tells what became of it.

    An address that was asked for before signing in is kept, unless it is the portal's
    own front door or the site's, or lies where this person finds nothing.
    """

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, came_from=None, is_initial_login=False):
        asked_for = self._content(came_from)
        if asked_for is None or not _can_be_seen(asked_for):
            came_from = None
        elif not _is_front_door(came_from, asked_for):
            return came_from
        return self._home() or came_from

    def _home(self) -> str | None:
        person, portals = api.user.get_current().getId(), portals_of_site()
        for portal in portals:
            if api.user.has_permission("hcc.ehcportal: View worklist", obj=portal):
                return f"{portal.absolute_url()}/worklist"
        for portal in portals:
            cases = visible_cases(cases_of(portal, person))
            if cases:
                return (cases[0] if len(cases) == 1 else portal).absolute_url()
        asked = (portal for portal in portals if Requests(portal).of(person))
        return next((portal.absolute_url() for portal in asked), None)

    def _content(self, came_from: str | None):
        """Return the content at an address of this site, or None."""
        if not came_from:
            return None
        address = urllib.parse.urlsplit(came_from)._replace(query="", fragment="")
        try:
            path = self.request.physicalPathFromURL(address.geturl())
            found = api.portal.get().unrestrictedTraverse(path)
        except (ValueError, KeyError, AttributeError, NotFound):
            return None
        # An address can end in a view: its content is what counts.
        return next((i for i in aq_chain(found) if hasattr(i, "portal_type")), None)


def _is_front_door(address: str, content) -> bool:
    """Tell whether an address is that of a portal itself, or of the site's own pages.

    A page of a portal is none: it can be one on which an invitation waits.
    """
    if content not in portals_of_site():
        return content == api.portal.get()
    path = urllib.parse.urlsplit(address).path
    return path.rstrip("/") == urllib.parse.urlsplit(content.absolute_url()).path


def _can_be_seen(content) -> bool:
    """Tell whether it may be known that ``content`` exists."""
    if not any(IEHCFamilies.providedBy(item) for item in aq_chain(content)):
        return True
    return api.user.has_permission("View", obj=content)
