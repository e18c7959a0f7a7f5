"""What editors write about a stage, once for every case."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.vocabularies import DEADLINES
from plone.app.textfield import RichText
from plone.app.z3cform.widgets.contentbrowser import ContentBrowserFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.relationfield.schema import RelationChoice
from z3c.relationfield.schema import RelationList
from zope import schema
from zope.interface import implementer


class IEHCStageGuide(model.Schema):
    """The texts and links of one stage."""

    title = schema.TextLine(title=_("guide_title", default="Title"))

    key = schema.ASCIILine(
        title=_("guide_key", default="Key"),
        description=_(
            "guide_key_help",
            default="Names the stage in every case. Do not change it while cases use "
            "it.",
        ),
    )
    deadline = schema.Choice(
        title=_("guide_deadline", default="Deadline in law"),
        source=DEADLINES,
        required=False,
    )
    text = RichText(
        title=_("guide_text", default="What happens in this stage?"),
        required=False,
    )
    local_offer = RelationList(
        title=_("guide_local_offer", default="Local Offer"),
        description=_(
            "guide_local_offer_help",
            default="Pages of this site, shown in place of the portal's own link.",
        ),
        value_type=RelationChoice(vocabulary="plone.app.vocabularies.Catalog"),
        default=[],
        required=False,
    )
    directives.widget(
        "local_offer",
        ContentBrowserFieldWidget,
        vocabulary="plone.app.vocabularies.Catalog",
    )


@implementer(IEHCStageGuide)
class EHCStageGuide(Item):
    """One stage of the process, as editors explain it."""
