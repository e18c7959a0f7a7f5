"""Ids that tell nothing: they stand in addresses, logs and mails."""

from __future__ import annotations

from plone.app.content.namechooser import NormalizingNameChooser
from zope.component import adapter
from zope.container.interfaces import INameChooser
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface

import secrets


class IOpaquelyNamed(Interface):
    """Content whose id is random, so that no address says whom or what it is about."""

    id_prefix = Attribute("A letter that tells the kind of content")


class INamesOpaquely(Interface):
    """A container that names what is opaquely named, whatever name was proposed."""


@implementer(INameChooser)
@adapter(INamesOpaquely)
class OpaqueNameChooser(NormalizingNameChooser):
    """Give content 64 random bits for a name."""

    def chooseName(self, name, obj):
        if not IOpaquelyNamed.providedBy(obj):
            return super().chooseName(name, obj)
        return f"{obj.id_prefix}-{secrets.token_hex(8)}"
