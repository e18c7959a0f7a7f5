"""The portal itself, and the folders that it keeps its content in."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.gate import SignInGate
from hcc.ehcportal.content.names import OpaqueNames
from plone import api
from plone.app.z3cform.widgets.contentbrowser import ContentBrowserFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.schema.email import Email
from plone.supermodel import model
from z3c.relationfield.schema import RelationChoice
from zope import schema
from zope.interface import implementer


def _link_to_a_page(title, description) -> RelationChoice:
    return RelationChoice(
        title=title,
        description=description,
        vocabulary="plone.app.vocabularies.Catalog",
        required=False,
    )


class IEHCPortal(model.Schema):
    """The place in a council's site where families follow an assessment."""

    title = schema.TextLine(title=_("portal_title", default="Title"))

    support_email = Email(
        title=_("portal_support_email", default="Support address"),
        description=_(
            "portal_support_email_help",
            default="The e-mail address that families are given for help.",
        ),
        required=False,
    )

    support_phone = schema.TextLine(
        title=_("portal_support_phone", default="Support telephone"),
        description=_(
            "portal_support_phone_help",
            default="Where families reach you who have no email.",
        ),
        required=False,
    )

    model.fieldset(
        "messages",
        label=_("portal_messages", default="Messages"),
        fields=["replies"],
    )
    replies = schema.Bool(
        title=_("portal_replies", default="Families can write to the office"),
        description=_(
            "portal_replies_help",
            default="They answer messages and write new ones, and the worklist tells "
            "staff. Without it they are told to use other ways.",
        ),
        default=False,
        required=False,
    )

    model.fieldset(
        "assessments",
        label=_("portal_assessments", default="Requests for an assessment"),
        fields=["takes_requests"],
    )
    takes_requests = schema.Bool(
        title=_(
            "portal_takes_requests",
            default="Anybody can request an EHC needs assessment here",
        ),
        description=_(
            "portal_takes_requests_help",
            default="On the page “ehc-request-assessment” of the portal, signed in or "
            "not. Each request waits in the worklist until staff accept it.",
        ),
        default=False,
        required=False,
    )

    model.fieldset(
        "links",
        label=_("portal_links", default="Links"),
        fields=["local_offer", "help_page", "privacy_page", "accessibility_page"],
    )
    local_offer = _link_to_a_page(
        _("portal_local_offer", default="Local Offer"),
        _(
            "portal_local_offer_help",
            default="A page of this site. Stage guides can have their own.",
        ),
    )
    help_page = _link_to_a_page(
        _("portal_help_page", default="Help & Support"),
        _("portal_link_help", default="A page of this site."),
    )
    privacy_page = _link_to_a_page(
        _("portal_privacy_page", default="Privacy"),
        _("portal_link_help", default="A page of this site."),
    )
    accessibility_page = _link_to_a_page(
        _("portal_accessibility_page", default="Accessibility statement"),
        _("portal_link_help", default="A page of this site."),
    )
    directives.widget("local_offer", ContentBrowserFieldWidget)
    directives.widget("help_page", ContentBrowserFieldWidget)
    directives.widget("privacy_page", ContentBrowserFieldWidget)
    directives.widget("accessibility_page", ContentBrowserFieldWidget)


@implementer(IEHCPortal)
class EHCPortal(Container):
    """A portal, with its ``stage-guides``, ``texts``, ``forms``, ``families``."""


class IEHCPortalFolder(model.Schema):
    """One of the folders that the portal works with."""


class IEHCStageGuides(IEHCPortalFolder):
    """The folder of the stage guides."""


@implementer(IEHCStageGuides)
class EHCStageGuides(Container):
    """The stage guides, in the order of the process."""


class IEHCTexts(IEHCPortalFolder):
    """The folder of the texts of mails, messages and letters."""


@implementer(IEHCTexts)
class EHCTexts(Container):
    """The texts that editors choose the words of."""


class IEHCForms(IEHCPortalFolder):
    """The folder of the forms that families can start."""


@implementer(IEHCForms)
class EHCForms(Container):
    """The forms that editors build for families."""


class IEHCFamilies(IEHCPortalFolder):
    """The folder of all families."""


@implementer(IEHCFamilies)
class EHCFamilies(SignInGate, OpaqueNames, Container):
    """All families. Unordered: the 20,000th costs what the first does."""

    _ordering = "unordered"


def portal_of(content) -> EHCPortal | None:
    """Return the portal that ``content`` lies in, or None outside of one."""
    return next(
        (parent for parent in content.aq_chain if IEHCPortal.providedBy(parent)), None
    )


def guides_in(portal) -> list:
    """Return the stage guides of a portal, in the order of the process.

    Where somebody has removed their folder there are none, and cases are read all the
    same.
    """
    guides = portal.get("stage-guides")
    return [] if guides is None else guides.objectValues()


def portals_of_site() -> list[EHCPortal]:
    """Return every portal of the site, whoever asks: one question to the catalog."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="EHCPortal")
    return [brain._unrestrictedGetObject() for brain in brains]
