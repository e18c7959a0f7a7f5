"""To whom, when and how often a form of the editors is offered."""

from __future__ import annotations

from Acquisition import aq_parent
from collective.easyform.interfaces import IEasyForm
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import IEHCForms
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.forms.checks import reasons_against
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import invariant
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


FIELDSET = "ehcportal"

# Who can start it.
EVERYBODY = "everybody"
PARENTS = "parents"
YOUNG_PEOPLE = "young_people"

# The days that the clock of a case gives.
ALWAYS = "always"
ADVICE = "advice"
COMMENTS = "comments"

AUDIENCES = SimpleVocabulary(
    [
        SimpleTerm(value, value, title)
        for value, title in (
            (EVERYBODY, _("offer_to_everybody", default="Parents and young people")),
            (PARENTS, _("offer_to_parents", default="Parents and carers")),
            (YOUNG_PEOPLE, _("offer_to_young_people", default="Young people")),
        )
    ]
)

PERIODS = SimpleVocabulary(
    [
        SimpleTerm(value, value, title)
        for value, title in (
            (ALWAYS, _("offer_always", default="At any time")),
            (ADVICE, _("offer_while_advice", default="While advice is gathered")),
            (
                COMMENTS,
                _(
                    "offer_while_comments",
                    default="On the days for comments on the draft plan",
                ),
            ),
        )
    ]
)


@provider(IVocabularyFactory)
def offer_stages(context) -> SimpleVocabulary:
    """The stages of the portal that a form lies in, as its editors call them."""
    portal = portal_of(context) if hasattr(context, "aq_chain") else None
    portals = [portal] if portal is not None else portals_of_site()
    guides = {guide.key: guide.title for each in portals for guide in guides_in(each)}
    return SimpleVocabulary(
        [SimpleTerm(key, key, title) for key, title in guides.items()]
    )


@provider(IContextAwareDefaultFactory)
def lies_in_the_portal(context) -> bool:
    """Offer what is made in the portal's forms, or is there."""
    return IEHCForms.providedBy(context) or IEHCForms.providedBy(aq_parent(context))


@provider(IFormFieldProvider)
class IFormOffer(model.Schema):
    """What editors choose for a form in the portal's ``forms``; idle elsewhere."""

    model.fieldset(
        FIELDSET,
        label=_("offer_fieldset", default="EHC portal"),
        description=_(
            "offer_fieldset_help",
            default="For forms in the folder “Forms” of the portal, once they are "
            "published.",
        ),
        fields=[
            "offered",
            "audience",
            "stages",
            "period",
            "opens",
            "closes",
            "once",
            "takes_files",
            "upload_files",
            "upload_megabytes",
            "upload_kinds",
            "noun",
            "confirmation",
        ],
    )
    directives.widget("stages", CheckBoxFieldWidget)
    directives.widget("upload_kinds", CheckBoxFieldWidget)
    offered = schema.Bool(
        title=_("offer_offered", default="Families can start this form"),
        description=_(
            "offer_offered_help",
            default="Staff can send a published form to a family also without it.",
        ),
        defaultFactory=lies_in_the_portal,
        required=False,
    )
    audience = schema.Choice(
        title=_("offer_audience", default="Who can start it"),
        vocabulary=AUDIENCES,
        default=EVERYBODY,
    )
    stages = schema.Tuple(
        title=_("offer_stages", default="At which stages"),
        description=_(
            "offer_stages_help", default="Choose none for a form that fits them all."
        ),
        value_type=schema.Choice(vocabulary="hcc.ehcportal.offer_stages"),
        default=(),
        missing_value=(),
        required=False,
    )
    period = schema.Choice(
        title=_("offer_period", default="On which days of a case"),
        description=_(
            "offer_period_help", default="The days are those of the family's timetable."
        ),
        vocabulary=PERIODS,
        default=ALWAYS,
    )
    opens = schema.Date(title=_("offer_opens", default="First day"), required=False)
    closes = schema.Date(
        title=_("offer_closes", default="Last day"),
        description=_(
            "offer_closes_help",
            default="The form can be started and sent on this day, too.",
        ),
        required=False,
    )
    once = schema.Bool(
        title=_("offer_once", default="Can be sent only once in a case"),
        default=False,
        required=False,
    )
    takes_files = schema.Bool(
        title=_("offer_takes_files", default="Files can be added"),
        default=False,
        required=False,
    )
    upload_files = schema.Int(
        title=_("offer_upload_files", default="How many files"),
        description=_(
            "offer_upload_help",
            default="Where the settings of the portal allow less, they count.",
        ),
        min=1,
        max=200,
        default=20,
    )
    upload_megabytes = schema.Int(
        title=_("offer_upload_megabytes", default="Largest file, in MB"),
        min=1,
        max=500,
        default=20,
    )
    upload_kinds = schema.Tuple(
        title=_("offer_upload_kinds", default="Which files"),
        description=_(
            "offer_upload_kinds_help",
            default="Choose none for all papers and pictures that the settings of the "
            "portal allow. Recordings are taken only where they are chosen.",
        ),
        value_type=schema.Choice(vocabulary="hcc.ehcportal.upload_kinds"),
        default=(),
        missing_value=(),
        required=False,
    )
    noun = schema.TextLine(
        title=_("offer_noun", default="What the form is called in a sentence"),
        description=_(
            "offer_noun_help",
            default="“Are you sure you want to submit this Self Assessment now?” Its "
            "title, if you leave this empty.",
        ),
        max_length=60,
        required=False,
    )
    confirmation = RichText(
        title=_("offer_confirmation", default="What is said once it was submitted"),
        required=False,
    )

    @invariant
    def closes_after_it_opens(data):
        """Refuse a last day before the first."""
        if data.opens and data.closes and data.closes < data.opens:
            raise FieldInvalid(
                "closes",
                _(
                    "error_closes_before",
                    default="The last day is before the first day. Change one of them.",
                ),
            )

    @invariant
    def nothing_that_does_not_carry_over(data):
        """Refuse to offer a form while some of it is lost on the way to families."""
        design = data.__context__
        if data.offered and IEasyForm.providedBy(design):
            for reason in reasons_against(design):
                raise FieldInvalid("offered", reason)


def designs_in(portal) -> list:
    """Return the forms of the editors, in their order."""
    forms = portal.get("forms")
    items = () if forms is None else forms.objectValues()
    return [item for item in items if IEasyForm.providedBy(item)]


def is_open_on(design, day: date) -> bool:
    """Tell whether a day lies between the first and the last that editors chose."""
    begun = design.opens is None or design.opens <= day
    return begun and (design.closes is None or day <= design.closes)
