"""Vocabularies by REST: all of what fields of ours offer, and nobody's name."""

from __future__ import annotations

from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.restapi.services.vocabularies.get import VocabulariesGet
from plone.restapi.types.adapters import ChoiceJsonSchemaProvider
from typing import Any
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IChoice


# Plone lets everybody who has signed in list all accounts: families are among them.
PERMISSIONS = {
    "hcc.ehcportal.coordinators": "hcc.ehcportal: Run stage",
    "plone.app.vocabularies.Groups": "Plone Site Setup: Users and Groups",
    "plone.app.vocabularies.Principals": "Plone Site Setup: Users and Groups",
    "plone.app.vocabularies.Users": "Plone Site Setup: Users and Groups",
}


class GetVocabulary(VocabulariesGet):
    """Keeps the names of people to those whose work it is to choose among them."""

    def _has_permission_to_access_vocabulary(self, vocabulary_name: str) -> bool:
        permission = PERMISSIONS.get(vocabulary_name)
        if permission is None:
            return super()._has_permission_to_access_vocabulary(vocabulary_name)
        return api.user.has_permission(permission, obj=self.context)


@adapter(IChoice, Interface, IEHCPortalLayer)
class ChoiceSchema(ChoiceJsonSchemaProvider):
    """Leaves out the address of what our own fields offer, where it is listed beside.

    plone.restapi would look there for a field of the container, which has none.
    """

    def additional(self) -> dict[str, Any]:
        told = super().additional()
        schema = self.field.interface
        if "choices" in told and schema.__module__.startswith("hcc.ehcportal."):
            told.pop("vocabulary")
        return told
