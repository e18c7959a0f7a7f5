"""The page of a form, with what was answered and attached."""

from __future__ import annotations

from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.portal.content import ContentPage
from Products.Five.browser import BrowserView


class FormPage(ContentPage):
    """One form, with what was answered and attached."""

    entry = "complete"

    @property
    def state(self) -> str:
        return state_of(self.context)

    @property
    def attachments(self) -> list:
        return list(self.context.objectValues())


class AttachmentPage(BrowserView):
    """An attachment has no page of its own: its form shows it."""

    def __call__(self):
        self.request.response.redirect(self.context.__parent__.absolute_url())
        return ""
