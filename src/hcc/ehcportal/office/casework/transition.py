"""One click that moves a case, a stage or a form on."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.hindrance import NOT_OFFERED
from hcc.ehcportal.content.hindrance import offered
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.office.labels import ACTS
from hcc.ehcportal.office.labels import ACTS_DONE
from hcc.ehcportal.office.labels import ACTS_ON
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate


def acts_for(content) -> dict[str, str]:
    """Return the transitions that whoever looks may do with a click, by their titles.

    Those that need a word of why have a form of their own.
    """
    now = offered(content)
    titles = {**ACTS, **ACTS_ON.get(content.portal_type, {})}
    return {act: title for act, title in titles.items() if act in now}


class DoTransition(BrowserView):
    """Does one, and leads back to the page of the case with a word about it."""

    def __call__(self):
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        self._do(self._content(), self.request.form.get("transition"))
        url = f"{self.context.absolute_url()}/ehc-case"
        self.request.response.redirect(url, status=303)
        return ""

    def _content(self):
        """Find what is meant among what is in this case: an id is anybody's word."""
        wanted = self.request.form.get("content")
        for item in (self.context, *self.context.objectValues()):
            if item.getId() == wanted and api.user.has_permission("View", obj=item):
                return item
        raise NotFound

    def _do(self, content, transition) -> None:
        hindrance = self._hindrance(content, transition)
        if hindrance:
            api.portal.show_message(hindrance, self.request, type="warning")
            return
        api.content.transition(content, transition)
        message = _(
            "transition_done",
            default="${title}: ${done}.",
            mapping={
                "title": content.title,
                "done": translate(ACTS_DONE[transition], context=self.request),
            },
        )
        api.portal.show_message(message, self.request)

    def _hindrance(self, content, transition) -> str | None:
        # What was posted may be a list, for which a mapping cannot be asked.
        is_act = transition in list(acts_for(content))
        return edited_now(content) if is_act else NOT_OFFERED
