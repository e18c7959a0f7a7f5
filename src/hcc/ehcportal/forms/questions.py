"""What a form asks: the schema that was copied from the editors' form."""

from __future__ import annotations

from functools import lru_cache
from plone.supermodel import loadString
from zope.interface.interface import InterfaceClass


# As many different forms as a council has, and their earlier wordings.
_KEPT = 256

NOTHING_ASKED = (
    '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema/></model>'
)


def questions_of(form) -> InterfaceClass:
    """Return the schema of a family's form.

    It is computed once for each wording; whoever gets it must not change it.
    """
    return schema_of(form.questions or NOTHING_ASKED)


@lru_cache(maxsize=_KEPT)
def schema_of(questions: str) -> InterfaceClass:
    """Return the schema that a text of plone.supermodel describes.

    Raises ``SupermodelParseError`` for a text that describes none.
    """
    return loadString(questions).schema
