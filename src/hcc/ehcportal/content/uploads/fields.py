"""The fields for files: every way in passes their validation.

Classic forms, REST and the pages of the office share it.
"""

from __future__ import annotations

from hcc.ehcportal.content.uploads.checking import check_file
from plone.namedfile.field import NamedBlobFile
from plone.namedfile.interfaces import INamedBlobFileField
from plone.namedfile.interfaces import IPluggableFileFieldValidation
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


class IFamilyFileField(INamedBlobFileField):
    """A field for a file that families read, or that they sent."""


@implementer(IFamilyFileField)
class FamilyFile(NamedBlobFile):
    """A file of a kind that a phone opens and that runs nothing when opened."""


@implementer(IPluggableFileFieldValidation)
@adapter(IFamilyFileField, Interface)
class FamilyFileValidator:
    """Checks a file by whichever way it comes."""

    def __init__(self, field, value):
        self.value = value

    def __call__(self) -> None:
        if self.value is not None:
            check_file(self.value)
