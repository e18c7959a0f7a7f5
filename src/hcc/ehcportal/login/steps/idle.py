"""What a page says about the time after which a person is signed out."""

from __future__ import annotations

from hcc.ehcportal.login.door.sessions import seconds_left
from hcc.ehcportal.login.settings import login_setting
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.memoize import ram
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json


# Seconds before the end.
WARNING = 2 * 60


def _alike(render, notice: IdleNotice) -> tuple:
    return api.portal.get_current_language(), notice.site_url


class IdleNotice(ViewletBase):
    """A notice at the foot of a page; where scripts run, a warning in time as well.

    It shows to whoever came with a session of ours, and asks nothing of the catalog.
    The dialog is the same on every page, so it is kept; and it travels as one piece of
    text, which the theme and Plone's other transformations need not take apart.
    """

    dialog_file = ViewPageTemplateFile("templates/idle-dialog.pt")

    def update(self):
        self.seconds = seconds_left(self.request)

    def render(self) -> str:
        return self.index() if self.seconds else ""

    @property
    @ram.cache(_alike)
    def dialog(self) -> str:
        """The dialog, which knows nothing of the page or the person."""
        return self.dialog_file()

    @property
    def warning(self) -> int:
        return WARNING

    @property
    def minutes(self) -> int:
        return login_setting("idle_minutes")

    @property
    def site_url(self) -> str:
        return api.portal.get().absolute_url()


class Stay(BrowserView):
    """Tells a browser for how many seconds it stays signed in.

    Asking is activity like any other, so that the answer renews the cookie. It writes
    nothing and tells nobody about anybody else.
    """

    def __call__(self) -> str:
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "no-store, private")
        return json.dumps({"seconds": seconds_left(self.request)})
