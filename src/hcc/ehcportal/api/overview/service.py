"""The whole of a case in one answer, also as a component of its content."""

from __future__ import annotations

from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.overview.answer import Overview
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import as_json
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.restapi.interfaces import IExpandableElement
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IExpandableElement)
@adapter(IEHCCase, IEHCPortalLayer)
class OverviewElement:
    """``@components/ehc-overview`` of a case."""

    def __init__(self, case, request):
        self.case = case
        self.request = request

    def __call__(self, expand: bool = False) -> dict[str, Any]:
        told = as_json(self.answer()) if expand else {"@id": self.url}
        return {"ehc-overview": told}

    @property
    def url(self) -> str:
        return f"{self.case.absolute_url()}/@ehc-overview"

    def answer(self) -> Overview:
        """Return the case as its family is to see it, to whoever asks."""
        overview = overview_of(self.case, api.user.get_current().getId())
        return shown_as(Overview, overview, at_id=self.url)


class GetOverview(PortalService):
    """Everything that the portal's pages say of one case.

    Staff are told what the family is told, nothing in preparation.
    """

    operation = Operation(summary="Read a case", gives={200: Overview})

    def reply(self) -> Overview:
        return OverviewElement(self.context, self.request).answer()
