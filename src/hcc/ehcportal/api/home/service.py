"""Where an app begins: my children, what waits, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.access.directory import cases_of
from hcc.ehcportal.access.portals import the_portals
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.api.home.answer import Child
from hcc.ehcportal.api.home.answer import Counts
from hcc.ehcportal.api.home.answer import Home
from hcc.ehcportal.api.home.answer import Portal
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.overview.answer import Link
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.overview import links_to
from hcc.ehcportal.content.overview import overview_of
from plone import api


class GetHome(PortalService):
    """The children of whoever asks, with what waits for each; for staff, their ways."""

    operation = Operation(summary="Read what is mine", gives={200: Home})

    def reply(self) -> Home:
        portals = [
            portal
            for portal in the_portals()
            if api.user.has_permission("View", obj=portal)
        ]
        return Home(
            at_id=f"{api.portal.get().absolute_url()}/@ehc",
            person=api.user.get_current().getProperty("fullname"),
            children=tuple(self._children(portals)),
            portals=tuple(_portal(portal) for portal in portals),
        )

    def _children(self, portals) -> Iterator[Child]:
        for portal in portals:
            for case in visible_cases(cases_of(portal, self.person)):
                yield _child(overview_of(case, self.person))


def _child(overview: CaseOverview) -> Child:
    counts = Counts(
        new_messages=len(overview.new_messages),
        forms_to_complete=len(overview.forms_to_complete),
        new_documents=sum(entry.is_new for entry in overview.documents),
        documents=len(overview.readable_documents),
    )
    return shown_as(Child, overview, at_id=overview.url, counts=counts)


def _portal(portal) -> Portal:
    url = portal.absolute_url()
    families = portal["families"]
    may_work = api.user.has_permission("hcc.ehcportal: View worklist", obj=portal)
    may_see = api.user.has_permission("View", obj=families)
    pages = (
        portal.local_offer,
        portal.help_page,
        portal.privacy_page,
        portal.accessibility_page,
    )
    return Portal(
        at_id=url,
        title=portal.title,
        support_email=portal.support_email,
        links=tuple(shown_as(Link, page) for page in links_to(*pages)),
        worklist=f"{url}/@ehc-worklist" if may_work else None,
        families=families.absolute_url() if may_see else None,
    )
