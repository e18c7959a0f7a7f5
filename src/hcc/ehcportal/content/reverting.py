"""Going back to an earlier version of a stage guide, which Plone tells nobody of."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.finding import cases_following
from plone.restapi.deserializer import json_body
from plone.restapi.services.history.patch import HistoryPatch
from Products.CMFEditions.browser.policies import RevertVersion
from Products.CMFEditions.interfaces.IArchivist import ArchivistRetrieveError
from zExceptions import BadRequest
from zope.i18n import translate


class RevertGuide(RevertVersion):
    """The button of Plone's own page of versions; the cases follow."""

    def __call__(self):
        with cases_following(self.context):
            return super().__call__()


class RevertGuideByRest(HistoryPatch):
    """The same for whoever edits over REST; Plone breaks on a version that is none."""

    def reply(self):
        if not isinstance(json_body(self.request).get("version"), int):
            raise self._no_version()
        try:
            with cases_following(self.context):
                return super().reply()
        except ArchivistRetrieveError:
            raise self._no_version() from None

    def _no_version(self) -> BadRequest:
        return BadRequest(translate(_NO_VERSION, context=self.request))


_NO_VERSION = _(
    "error_no_version",
    default="Send the number of a version that @history lists, as version.",
)
