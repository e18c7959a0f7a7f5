"""What editors see of the forms that they design for families."""

from __future__ import annotations

from AccessControl import Unauthorized
from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.easyform.browser.view import EasyFormForm
from collective.easyform.browser.view import EasyFormView
from collective.easyform.interfaces import IEasyForm
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.portal import IEHCForms
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.forms.checks import reasons_against
from hcc.ehcportal.forms.offer import FIELDSET
from hcc.ehcportal.forms.offers import is_public
from hcc.ehcportal.forms.sending.designs import reasons_against_sending
from hcc.ehcportal.forms.sending.designs import sends_to_portal
from hcc.ehcportal.forms.sending.designs import warnings_about
from hcc.ehcportal.forms.sending.whose import cases_for
from hcc.ehcportal.forms.sending.whose import NO_CASE
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.namedfile.interfaces import INamedField
from plone.z3cform.fieldsets.extensible import FormExtender
from z3c.form.interfaces import INPUT_MODE
from zope.i18nmessageid import Message


class SentForm(EasyFormForm):
    """Easyform's form, which keeps no file of a family between two tries.

    Plone would keep it for the whole site, unscanned, until others send files too.
    """

    @property
    def enableCSRFProtection(self) -> bool:
        """Whether easyform turns away what came without a token.

        Whose session has ended sends none that counts; the action tells them so.
        """
        if api.user.is_anonymous() and sends_to_portal(self.context):
            return False
        return super().enableCSRFProtection

    def render(self):
        if sends_to_portal(self.context):
            for part in (self, *self.groups):
                _forget_files(part.widgets)
        return super().render()


class DesignPage(EasyFormView):
    """Easyform's own page of a form: for editors alone, where the form is the portal's.

    Easyform would keep nothing of what a family types there. They are led to where they
    can start the form. One that sends to the portal is shown to whoever is signed in.
    """

    form = SentForm

    def __call__(self):
        if api.user.has_permission("Modify portal content", obj=self.context):
            return super().__call__()
        if _is_of_the_portal(self.context):
            self.request.response.redirect(portal_of(self.context).absolute_url())
            return ""
        if sends_to_portal(self.context) and self.request.method == "GET":
            self._prepare_sender()
        return super().__call__()

    def _prepare_sender(self) -> None:
        """Say before anything is typed what would keep the form from being sent."""
        if api.user.is_anonymous():
            raise Unauthorized
        if not cases_for(self.context):
            api.portal.show_message(NO_CASE, self.request, type="warning")


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
        self.is_of_the_portal = _is_of_the_portal(self.design)
        self.is_shown = self.is_of_the_portal or sends_to_portal(self.design)

    @cached_property
    def reasons(self) -> tuple[Message, ...]:
        if self.is_of_the_portal:
            return reasons_against(self.design)
        return reasons_against_sending(self.design)

    @cached_property
    def warnings(self) -> tuple[Message, ...]:
        """What else happens to answers; to the portal's own forms it cannot."""
        return () if self.is_of_the_portal else warnings_about(self.design)

    @property
    def standing(self) -> Message:
        """Say whether families can be given the form."""
        if not self.is_of_the_portal:
            return _UNSENT if self.reasons else _SENT
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
            if sends_to_portal(place):
                return
            place = aq_parent(place)
        if not IEHCForms.providedBy(place):
            groups = self.form.groups
            self.form.groups = [g for g in groups if g.__name__ != FIELDSET]


def _forget_files(widgets) -> None:
    for widget in widgets.values():
        if INamedField.providedBy(widget.field) and widget.mode == INPUT_MODE:
            widget.value = None


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
_SENT = _(
    "design_sent",
    default="What is sent with this form goes to the case of whoever sends it, and "
    "staff are told. Who can send it when stands in its settings under “EHC portal”.",
)
_UNSENT = _(
    "design_unsent",
    default="Nobody can send this form to the portal. Please mend this first:",
)
