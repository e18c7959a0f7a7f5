"""What plone.restapi's GET gives of the content of families, less what is staff's."""

from __future__ import annotations

from hcc.ehcportal.content.family import IEHCFamily
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.serializer.summary import DefaultJSONSummarySerializer
from typing import Any
from zope.component import adapter


class WithoutLock:
    """Tells who is editing to nobody but those who could."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        told = super().__call__(*args, **kwargs)
        if not api.user.has_permission("Modify portal content", obj=self.context):
            told["lock"] = {}
        return told


class SerializeItem(WithoutLock, SerializeToJson):
    """A document, a message, a stage or an attachment."""


class SerializeContainer(WithoutLock, SerializeFolderToJson):
    """A family, a case or a form, with what is in it."""


@adapter(IEHCFamily, IEHCPortalLayer)
class FamilySummary(DefaultJSONSummarySerializer):
    """A family's folder is named for staff: the family itself may not see it."""

    def __call__(self) -> dict[str, Any]:
        told = super().__call__()
        if not api.user.has_permission("View", obj=self.context):
            told["title"] = ""
        return told
