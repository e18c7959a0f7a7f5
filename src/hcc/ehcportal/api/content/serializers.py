"""What plone.restapi's GET gives of the content of families, less what is staff's."""

from __future__ import annotations

from hcc.ehcportal.content.family import IEHCFamily
from hcc.ehcportal.content.states import WORKFLOWS
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.serializer.summary import DefaultJSONSummarySerializer
from typing import Any
from zope.component import adapter
from zope.interface import Interface


# What the catalog tells of everything, and is the user id of somebody.
_ACCOUNTS = {"Creator", "listCreators"}

_TYPES = {*WORKFLOWS, "EHCAttachment"}


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


@adapter(Interface, IEHCPortalLayer)
class Summary(DefaultJSONSummarySerializer):
    """Anything in a list. As whom somebody wrote in a case is told to staff alone."""

    def metadata_fields(self) -> set[str]:
        fields = super().metadata_fields()
        if self.context.portal_type not in _TYPES or fields.isdisjoint(_ACCOUNTS):
            return fields
        is_staff = api.user.has_permission("hcc.ehcportal: View worklist")
        return fields if is_staff else fields - _ACCOUNTS


@adapter(IEHCFamily, IEHCPortalLayer)
class FamilySummary(Summary):
    """A family's folder is named for staff: the family itself may not see it."""

    def __call__(self) -> dict[str, Any]:
        told = super().__call__()
        if not api.user.has_permission("View", obj=self.context):
            told["title"] = ""
        return told
