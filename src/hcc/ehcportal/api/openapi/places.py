"""Where the content lies that services are called on, as templates of addresses."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.family import IEHCFamily
from hcc.ehcportal.content.message import IEHCMessage
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.portal import IEHCFamilies
from hcc.ehcportal.content.portal import IEHCPortal
from hcc.ehcportal.content.stage import IEHCStage
from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.supportingform import IEHCSupportingForm
from Products.CMFPlone.interfaces import IPloneSiteRoot
from zope.interface.interface import InterfaceClass

import re


@dataclass(frozen=True)
class Place:
    """A kind of content, and the template of its address from the site's on."""

    kind: str
    template: str

    @property
    def names(self) -> list[str]:
        """The names of what stands for ids in the template."""
        return re.findall(r"{(\w+)}", self.template)


_FAMILIES = "/{portal}/families"
_FAMILY = f"{_FAMILIES}/{{family}}"
_CASE = f"{_FAMILY}/{{case}}"

_PLACES = {
    IPloneSiteRoot: Place("site", ""),
    IEHCPortal: Place("portal", "/{portal}"),
    IEHCFamilies: Place("families", _FAMILIES),
    IEHCFamily: Place("family", _FAMILY),
    IEHCCase: Place("case", _CASE),
    IEHCDocument: Place("document", f"{_CASE}/{{document}}"),
    IEHCMessage: Place("message", f"{_CASE}/{{message}}"),
    IEHCStage: Place("stage", f"{_CASE}/{{stage}}"),
    IEHCSupportingForm: Place("form", f"{_CASE}/{{form}}"),
    IEHCAttachment: Place("attachment", f"{_CASE}/{{form}}/{{attachment}}"),
    IOpaquelyNamed: Place("item", f"{_CASE}/{{item}}"),
}

# What the ids in the templates are.
IDS = {
    "portal": "The id of the portal; where it lies deeper in the site, the ids on the "
    "way to it belong to the address of the server.",
    "family": "The opaque id of a family",
    "case": "The opaque id of a case",
    "document": "The opaque id of a document",
    "message": "The opaque id of a message",
    "stage": "The opaque id of a stage",
    "form": "The opaque id of a form",
    "attachment": "The opaque id of an attachment",
    "item": "The opaque id of anything in a case",
}


def place_of(context: InterfaceClass) -> Place:
    """Return where content with an interface lies; the most special one counts."""
    for interface in context.__iro__:
        if interface in _PLACES:
            return _PLACES[interface]
    raise LookupError(f"Tell in {__name__} where {context.__identifier__} lies.")
