"""The name of a page of this room in the browser's tab."""

from __future__ import annotations

from hcc.ehcportal import _
from html import escape
from plone.app.layout.viewlets.common import TitleViewlet
from zope.i18n import translate


class PageTitle(TitleViewlet):
    """Names the page. Plone names the site alone, as it does for its front page.

    Where something is to be put right the title says so: a screen reader reads it out
    before anything else.
    """

    def update(self):
        title = translate(self.view.title, context=self.request)
        if getattr(self.view, "problems", None):
            title = translate(
                _(
                    "title_with_problems",
                    default="Error: ${title}",
                    mapping={"title": title},
                ),
                context=self.request,
            )
        self.site_title = self.sep.join((escape(title), self.site_title_setting))
