"""A family's folder: its cases, and who has access to which."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.gate import PassageGate
from hcc.ehcportal.content.names import IOpaquelyNamed
from hcc.ehcportal.content.names import OpaqueNames
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IEHCFamily(model.Schema):
    """The folder of one family."""

    title = schema.TextLine(
        title=_("family_title", default="Name of the family"),
        description=_("family_title_help", default="Only staff see this name."),
    )


@implementer(IEHCFamily, IOpaquelyNamed)
class EHCFamily(PassageGate, OpaqueNames, Container):
    """One family. Its name never stands in an address."""

    id_prefix = "f"
