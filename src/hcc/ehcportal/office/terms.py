"""On which terms somebody gets access to a case: what several forms ask for."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.validation import not_in_the_past
from hcc.ehcportal.content.vocabularies import RELATIONSHIPS
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IContextSourceBinder)
def cases_of_family(family) -> SimpleVocabulary:
    """The cases of the family that whoever looks may see."""
    return SimpleVocabulary(
        [
            SimpleTerm(case.getId(), case.getId(), case.title)
            for case in visible_cases(family.objectValues())
        ]
    )


class IWhichCase(Interface):
    """Which case of the family, and who the adult is to the child."""

    case = schema.Choice(
        title=_("access_case", default="Child or young person"), source=cases_of_family
    )
    relationship = schema.Choice(
        title=_("access_relationship", default="Relationship"), source=RELATIONSHIPS
    )


class ITerms(Interface):
    """How staff know, and for how long."""

    reason = schema.TextLine(
        title=_("access_reason", default="Reason"),
        description=_(
            "access_reason_help",
            default="How you know that they may see the case. Only staff read this.",
        ),
    )
    end = schema.Date(
        title=_("access_end", default="Until"),
        description=_(
            "access_end_help",
            default="The last day with access. Leave it empty if there is none.",
        ),
        constraint=not_in_the_past,
        required=False,
    )
