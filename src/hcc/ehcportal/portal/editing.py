"""What an editor is told about the links of the portal."""

from __future__ import annotations

from AccessControl.PermissionRole import rolesForPermissionOn
from collections.abc import Iterator
from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import IEHCPortal
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser import BrowserView


# Whoever signs in has one of these; families have nothing more outside their cases.
_FAMILIES = {"Anonymous", "Authenticated", "Member"}


@dataclass(frozen=True)
class DeadLink:
    """A link that families are not shown: where it is set, and why."""

    place: str
    reason: str


def dead_links(portal) -> Iterator[DeadLink]:
    """Yield the links of a portal and its stage guides that lead families nowhere."""
    for name in ("local_offer", "help_page", "privacy_page", "accessibility_page"):
        yield from _check(getattr(portal, name), IEHCPortal[name].title)
    for guide in guides_in(portal):
        for relation in guide.local_offer or ():
            yield from _check(relation, guide.title)


def _check(relation, place: str) -> Iterator[DeadLink]:
    if relation is None:
        return
    if relation.isBroken() or relation.to_object is None:
        yield DeadLink(place, _("link_deleted", default="the page was deleted"))
    elif not _FAMILIES.intersection(rolesForPermissionOn("View", relation.to_object)):
        yield DeadLink(place, _("link_private", default="the page is private"))


class FolderPage(BrowserView):
    """What lies in the stage guides or the forms, for whoever may see it."""

    def items(self) -> list:
        return [
            item
            for item in self.context.objectValues()
            if api.user.has_permission("View", obj=item)
        ]

    def state(self, item):
        """The title of the state that an item is in."""
        tool = api.portal.get_tool("portal_workflow")
        state = tool.getInfoFor(item, "review_state", "")
        return tool.getTitleForStateOnType(state, item.portal_type)


class DeadLinksViewlet(ViewletBase):
    """Stands above the portal's edit form while some of its links are dead."""

    def update(self):
        super().update()
        self.links = list(dead_links(self.context))
