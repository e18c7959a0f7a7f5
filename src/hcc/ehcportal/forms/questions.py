"""What a form asks: the schema that was copied from the editors' form."""

from __future__ import annotations

from functools import lru_cache
from plone.namedfile.interfaces import INamedField
from plone.supermodel import loadString
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField


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


def file_fields_in(questions: str | None) -> tuple[IField, ...]:
    """Return the fields for a single file, which easyform alone can ask."""
    fields = getFieldsInOrder(schema_of(questions or NOTHING_ASKED))
    return tuple(field for _name, field in fields if INamedField.providedBy(field))
