"""What the pages of a draft have in common."""

from __future__ import annotations

from AccessControl import Unauthorized
from functools import cached_property
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.forms.answering import Judged
from hcc.ehcportal.forms.drafts import version_in
from hcc.ehcportal.portal.page import CasePage
from plone import api
from plone.protect import CheckAuthenticator


class DraftPage(CasePage):
    """A page about a form that is not submitted yet.

    Once it is, every such page leads to what was sent: to whoever comes back to it, or
    has it open in another tab.
    """

    entry = "complete"

    def __call__(self):
        if self.is_sent:
            CheckAuthenticator(self.request)
        if not self.is_draft:
            return self.leave()
        if not api.user.has_permission("Modify portal content", obj=self.context):
            raise Unauthorized
        return self.answer()

    def answer(self) -> str:
        """Return the page, or do what was asked for."""
        return super().__call__()

    def leave(self) -> str:
        """Lead to what was sent."""
        return self.lead_to(f"{self.form_url}/ehc-form")

    def lead_to(self, url: str) -> str:
        self.request.response.redirect(url, status=303)
        return ""

    @property
    def is_draft(self) -> bool:
        """Whether it is not submitted yet."""
        return state_of(self.context) == "draft"

    @property
    def title(self) -> str:
        return self.context.title

    @property
    def form_url(self) -> str:
        return self.context.absolute_url()

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    @cached_property
    def judged(self) -> Judged:
        """What the draft says, as it is kept."""
        return judge(self.context)

    @property
    def version(self) -> int:
        """The version of the draft that a page began from."""
        return version_in(self.request.form)

    @property
    def may_submit(self) -> bool:
        """Whether the case still takes forms: a closed one takes none."""
        return api.user.has_permission("hcc.ehcportal: Submit form", obj=self.context)

    @property
    def saved_time(self) -> str:
        """When the draft was saved last: today as "14:02", else with the day."""
        if self.context.saved_at is None:
            return ""
        when = self.context.saved_at.astimezone(ENGLAND)
        return f"{when:%H:%M}" if when.date() == today() else self.moment(when)
