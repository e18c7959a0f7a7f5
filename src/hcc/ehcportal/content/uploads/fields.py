"""The fields for files: every way in passes their validation.

Classic forms, REST and the pages of the office share it.
"""

from __future__ import annotations

from collections.abc import Callable
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import document_limits
from hcc.ehcportal.content.uploads.limits import IUploadLimits
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.uploads.marks import is_unchecked
from plone.namedfile.field import NamedBlobFile
from plone.namedfile.interfaces import INamedBlobFileField
from plone.namedfile.interfaces import IPluggableFileFieldValidation
from zope.component import adapter
from zope.component import queryAdapter
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IFamilyFileField(INamedBlobFileField):
    """A field for a file that families read, or that they sent."""

    limits = Attribute("A function that returns the Limits of today")


@implementer(IFamilyFileField)
class FamilyFile(NamedBlobFile):
    """A file of a kind that a phone opens and that runs nothing when opened."""

    limits: Callable[[], Limits] = staticmethod(document_limits)


class SentFile(FamilyFile):
    """A file that a family sends."""

    def limits(self) -> Limits:
        """Return what the form takes that the field is bound to, or what is usual."""
        return queryAdapter(self.context, IUploadLimits) or upload_limits()


@implementer(IPluggableFileFieldValidation)
@adapter(IFamilyFileField, Interface)
class FamilyFileValidator:
    """Checks a file by whichever way it comes."""

    def __init__(self, field, value):
        self.field = field
        self.value = value

    def __call__(self) -> None:
        """Check a file that comes, and change it to what may be stored."""
        if is_unchecked(self.value):
            checked_upload(self.value, self.field.limits(), self.field.context)


@implementer(IPluggableFileFieldValidation)
@adapter(IFamilyFileField, Interface)
class ClaimUnasked:
    """Stands in the place of Plone's check of what a browser claims about a file.

    Many browsers know no OpenDocument and no HEIC, and claim nothing about them.
    """

    def __init__(self, field, value):
        pass

    def __call__(self) -> None:
        pass
