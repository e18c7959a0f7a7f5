"""Going back to an earlier version of a stage guide, which Plone tells nobody of."""

from __future__ import annotations

from hcc.ehcportal.content.finding import cases_following
from plone.restapi.services.history.patch import HistoryPatch
from Products.CMFEditions.browser.policies import RevertVersion


class RevertGuide(RevertVersion):
    """The button of Plone's own page of versions; the cases follow."""

    def __call__(self):
        with cases_following(self.context):
            return super().__call__()


class RevertGuideByRest(HistoryPatch):
    """The same for whoever edits over REST."""

    def reply(self):
        with cases_following(self.context):
            return super().reply()
