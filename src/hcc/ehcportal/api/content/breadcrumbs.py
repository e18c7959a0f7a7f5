"""The way to the content of families, less the folders that are staff's."""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.restapi.services.breadcrumbs import get
from Products.CMFCore.interfaces import IContentish
from typing import Any
from zope.component import adapter


@adapter(IOpaquelyNamed, IEHCPortalLayer)
class Breadcrumbs(get.Breadcrumbs):
    """Leaves out what whoever asks may not see, as a page would be missing."""

    def __call__(self, expand: bool = False) -> dict[str, Any]:
        told = super().__call__(expand)
        if expand:
            hidden = set(self._hidden())
            items = told["breadcrumbs"]["items"]
            told["breadcrumbs"]["items"] = [
                item for item in items if item["@id"] not in hidden
            ]
        return told

    def _hidden(self) -> Iterator[str]:
        for parent in self.context.aq_chain:
            if IContentish.providedBy(parent) and not api.user.has_permission(
                "View", obj=parent
            ):
                yield parent.absolute_url()


class BreadcrumbsGet(get.BreadcrumbsGet):
    """The same, where it is asked for by itself."""

    def reply(self) -> dict[str, Any]:
        return Breadcrumbs(self.context, self.request)(expand=True)["breadcrumbs"]
