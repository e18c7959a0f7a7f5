"""What the register tells to whoever wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


if TYPE_CHECKING:
    from hcc.ehcportal.access.register import Grant
    from hcc.ehcportal.content.family import EHCFamily


class IAccessEvent(Interface):
    """Something happened to the access of one adult to one case."""

    family = Attribute("The family whose register was changed")
    grant = Attribute("The grant, as it is now")


class IAccessGranted(IAccessEvent):
    """An adult was given access, from today or a later day on."""


class IAccessEnded(IAccessEvent):
    """An adult's access was given a last day, which may lie ahead."""


class _AccessEvent:
    def __init__(self, family: EHCFamily, grant: Grant):
        self.family = family
        self.grant = grant


@implementer(IAccessGranted)
class AccessGranted(_AccessEvent):
    """Notified once the register knows the grant."""


@implementer(IAccessEnded)
class AccessEnded(_AccessEvent):
    """Notified once the register knows the end."""
