"""To whose case something goes that is sent from a page of the website."""

from __future__ import annotations

from collections.abc import Mapping
from collective.easyform.interfaces import IEasyForm
from collective.easyform.interfaces import IEasyFormForm
from hcc.ehcportal import _
from hcc.ehcportal.access.directory import cases_of
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.forms.offers import can_be_sent
from hcc.ehcportal.forms.sending.designs import sends_to_portal
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.z3cform.fieldsets.extensible import FormExtender
from z3c.form.browser.radio import RadioFieldWidget
from z3c.form.field import Fields
from zope import schema
from zope.component import adapter
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


_PREFIX = "ehc"
_CASE = f"{_PREFIX}.case"


def cases_for(design) -> list:
    """Return the cases to which the person who is signed in can send a form today."""
    person = api.user.get_current().getId()
    if person is None:
        return []
    return [
        case
        for portal in portals_of_site()
        for case in cases_of(portal, person)
        if api.user.has_permission("hcc.ehcportal: Add supporting form", obj=case)
        and can_be_sent(design, case, person, overview_of(case, person))
    ]


def case_of_sender(design, fields: Mapping):
    """Return the sender's only case, or the one of theirs that they chose.

    Raises ``ValueRefused`` for whoever has none.
    """
    if api.user.is_anonymous():
        raise ValueRefused(_SIGNED_OUT)
    cases = cases_for(design)
    if not cases:
        raise ValueRefused(NO_CASE)
    if len(cases) == 1:
        return cases[0]
    chosen = next((c for c in cases if c.getId() == fields.get(_CASE)), None)
    if chosen is None:
        raise ValueRefused(_WHICH)
    return chosen


@provider(IContextSourceBinder)
def own_children(design) -> SimpleVocabulary:
    """The children to whose cases the form can go."""
    return SimpleVocabulary(
        [
            SimpleTerm(case.getId(), case.getId(), case.title)
            for case in cases_for(design)
        ]
    )


class IWhichChild(Interface):
    """Whom a form is about, where that is not clear."""

    case = schema.Choice(
        title=_("send_which_child", default="Who is this form about?"),
        source=own_children,
    )


@adapter(IEasyForm, IEHCPortalLayer, IEasyFormForm)
class AsksWhichChild(FormExtender):
    """Asks on the page of a form whom it is about, where it could be several."""

    def update(self):
        if sends_to_portal(self.context) and len(cases_for(self.context)) > 1:
            asked = Fields(IWhichChild, prefix=_PREFIX)
            # None is chosen before somebody chooses.
            asked[_CASE].widgetFactory = RadioFieldWidget
            self.add(asked, index=0)


NO_CASE = _(
    "send_no_case",
    default="You have no assessment to which this form could be sent today. Ask the "
    "office if you expected one.",
)
_SIGNED_OUT = _(
    "send_signed_out",
    default="You are not signed in, so nothing was sent. What you typed still stands "
    "below: copy it, sign in, and send it then.",
)
_WHICH = _("send_which", default="Choose who this form is about.")
