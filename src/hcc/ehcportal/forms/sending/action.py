"""The action ``Send to the EHC portal``, which editors add to a form of easyform."""

from __future__ import annotations

from collections.abc import Mapping
from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_context
from collective.easyform.config import FORM_ERROR_MARKER
from hcc.ehcportal import _
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.forms.sending.interfaces import ISendToPortal
from hcc.ehcportal.forms.sending.taking import take
from hcc.ehcportal.forms.sending.whose import case_of_sender
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.supermodel.exportimport import BaseHandler
from zope.interface import implementer


@implementer(ISendToPortal)
class SendToPortal(Action):
    """Keeps the answers in the case of whoever sends them, as a submitted form.

    It trusts nothing of the request but its token: whose case it is, the register of
    access says.
    """

    def onSuccess(self, fields: Mapping, request) -> dict[str, str] | None:
        """Take the answers and lead to their receipt, or return why they are not."""
        PostOnly(request)
        design = get_context(self)
        try:
            case = case_of_sender(design, fields)
            # After it: whose session has ended is told so, and not turned away.
            CheckAuthenticator(request)
            form = take(design, case, fields)
        except ValueRefused as refused:
            # Easyform shows the page again with all that was typed, and stops here.
            return {FORM_ERROR_MARKER: refused.doc()}
        items = f"{case.absolute_url()}/ehc-items-to-complete"
        request.response.redirect(f"{items}?submitted={form.getId()}", status=303)
        return None


class PortalActionFactory(ActionFactory):
    """Offers the action where there is a portal to send to."""

    def available(self, context) -> bool:
        return super().available(context) and bool(portals_of_site())


SendToPortalAction = PortalActionFactory(
    SendToPortal,
    _("action_send", default="Send to the EHC portal"),
    "cmf.ModifyPortalContent",
)
SendToPortalHandler = BaseHandler(SendToPortal)
