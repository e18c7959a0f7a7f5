"""What editors see of the forms that they design for families."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.easyform.browser.view import EasyFormView
from collective.easyform.interfaces import IEasyForm
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.portal import IEHCForms
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.forms.checks import reasons_against
from hcc.ehcportal.forms.offer import FIELDSET
from hcc.ehcportal.forms.offers import is_public
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.z3cform.fieldsets.extensible import FormExtender
from zope.i18nmessageid import Message


class DesignPage(EasyFormView):
    """Easyform's own page of a form: for editors alone, where the form is the portal's.

    Easyform would keep nothing of what a family types there. They are led to where they
    can start the form.
    """

    def __call__(self):
        if _is_of_the_portal(self.context) and not api.user.has_permission(
            "Modify portal content", obj=self.context
        ):
            self.request.response.redirect(portal_of(self.context).absolute_url())
            return ""
        return super().__call__()


class DesignViewlet(ViewletBase):
    """Tells the editors of a form how it stands with families, on each of its pages."""

    @cached_property
    def design(self):
        """The form; its questions and actions have pages of their own below it."""
        if IEasyForm.providedBy(self.context):
            return self.context
        return aq_parent(aq_inner(self.context))

    def update(self):
        super().update()
        self.is_shown = _is_of_the_portal(self.design)

    @cached_property
    def reasons(self) -> tuple[Message, ...]:
        return reasons_against(self.design)

    @property
    def standing(self) -> Message:
        """Say whether families can be given the form."""
        if self.reasons:
            return _REFUSED
        if not is_public(self.design):
            return _PRIVATE
        return _OFFERED if self.design.offered else _UNOFFERED


class OfferElsewhere(FormExtender):
    """Leaves the portal's settings out of the website's other forms."""

    def update(self):
        place = aq_inner(self.context)
        if IEasyForm.providedBy(place):
            place = aq_parent(place)
        if not IEHCForms.providedBy(place):
            groups = self.form.groups
            self.form.groups = [g for g in groups if g.__name__ != FIELDSET]


def _is_of_the_portal(design) -> bool:
    return IEHCForms.providedBy(aq_parent(aq_inner(design)))


_REFUSED = _(
    "design_refused",
    default="Families cannot be given this form. Please mend this first:",
)
_PRIVATE = _(
    "design_private",
    default="Families are not offered this form yet. Publish it when it is finished.",
)
_OFFERED = _(
    "design_offered",
    default="Families can start this form, as its settings under “EHC portal” say.",
)
_UNOFFERED = _(
    "design_unoffered",
    default="Families cannot start this form by themselves: that is switched off in "
    "its settings under “EHC portal”. Staff can send it to them.",
)
