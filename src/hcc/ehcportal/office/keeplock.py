"""Keeping what is open in an edit form locked for whoever types in it."""

from __future__ import annotations

from hcc.ehcportal.content.locks import keep_lock
from plone.app.layout.viewlets.common import ViewletBase
from plone.locking.interfaces import ITTWLockable
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView


class LockScript(ViewletBase):
    """The script that says so while somebody types, on Plone's forms of our content."""

    def render(self) -> str:
        return self.index() if ITTWLockable.providedBy(self.context) else ""


class KeepLock(BrowserView):
    """Does what the script asks for."""

    def __call__(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        keep_lock(self.context)
        self.request.response.setStatus(204)
        return ""
