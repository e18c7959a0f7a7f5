"""The kinds of files that a council can choose from."""

from __future__ import annotations

from hcc.ehcportal.content.filetypes import KINDS
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def upload_kinds(context) -> SimpleVocabulary:
    """Every kind that the portal can tell from others."""
    return SimpleVocabulary(
        [SimpleTerm(kind.key, kind.key, kind.name) for kind in KINDS]
    )
