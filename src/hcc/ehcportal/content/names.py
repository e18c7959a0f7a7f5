"""Ids that tell nothing: they stand in addresses, logs and mails."""

from __future__ import annotations

from hcc.ehcportal import _
from plone.app.content.namechooser import NormalizingNameChooser
from zExceptions import BadRequest
from zope.component import adapter
from zope.container.interfaces import INameChooser
from zope.i18n import translate
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface

import re
import secrets


class IOpaquelyNamed(Interface):
    """Content whose id is random, so that no address says whom or what it is about."""

    id_prefix = Attribute("A letter that tells the kind of content")


class INamesOpaquely(Interface):
    """A container that names what is opaquely named, whatever name was proposed."""


# What the chooser makes, what Plone makes of it for a copy, and the id that content has
# between being made by plone.api and being renamed.
_OPAQUE = re.compile(
    r"(copy\d*_of_)?[a-z]-[0-9a-f]{16}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}"
)


@implementer(INamesOpaquely)
class OpaqueNames:
    """Refuses the names that somebody made up, by whichever way they come."""

    def _setObject(self, id, object, *args, **kwargs):
        if IOpaquelyNamed.providedBy(object) and not _OPAQUE.fullmatch(id):
            raise BadRequest(
                translate(
                    _(
                        "error_name_made_up",
                        default="Here every id is random, because it stands in "
                        "addresses and letters. Leave the id out.",
                    ),
                    context=self.REQUEST,
                )
            )
        return super()._setObject(id, object, *args, **kwargs)


@implementer(INameChooser)
@adapter(INamesOpaquely)
class OpaqueNameChooser(NormalizingNameChooser):
    """Give content 64 random bits for a name, unless it comes with such a name."""

    def chooseName(self, name, obj):
        if not IOpaquelyNamed.providedBy(obj):
            return super().chooseName(name, obj)
        if re.fullmatch(f"{obj.id_prefix}-[0-9a-f]{{16}}", name or ""):
            return name
        return f"{obj.id_prefix}-{secrets.token_hex(8)}"
