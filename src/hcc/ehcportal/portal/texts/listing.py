"""The list of everything that editors write, with where it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.handlers import furnish_texts
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.vocabularies import TEXT_KINDS
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView


GUIDE_PLACE = _(
    "guide_where", default="On the dashboard of every case that is in this stage."
)
STANDARD_PLACE = _(
    "text_standard_where", default="Offered to staff when they write a message."
)


@dataclass(frozen=True)
class TextRow:
    """One text; ``url`` is None for one that was deleted."""

    title: str
    where: str
    url: str | None
    changed_at: str = ""
    changed_by: str = ""


@dataclass(frozen=True)
class TextGroup:
    """The texts of one kind."""

    id: str
    title: str
    rows: tuple[TextRow, ...]


class TextsPage(BrowserView):
    """All texts of the portal. No family's data is asked for."""

    def groups(self) -> Iterator[TextGroup]:
        """Yield the stage guides, then the texts of each kind that has some."""
        guides = guides_in(self.context)
        rows = tuple(self._row(guide, GUIDE_PLACE) for guide in guides)
        yield TextGroup("guides", _("guides_title", default="Stage guides"), rows)
        for kind in TEXT_KINDS:
            rows = (*self._texts(kind.value), *self._deleted(kind.value))
            if rows:
                yield TextGroup(kind.value, kind.title, rows)

    @property
    def add_url(self) -> str | None:
        """Where a standard message is added, for whoever may."""
        folder = self.context.get("texts")
        if folder is None or not api.user.has_permission(
            "hcc.ehcportal: Add text", obj=folder
        ):
            return None
        return f"{folder.absolute_url()}/++add++EHCText"

    @cached_property
    def texts(self) -> list:
        """All texts that there are; without their folder they can be put back."""
        folder = self.context.get("texts")
        return [] if folder is None else folder.objectValues()

    def _texts(self, kind: str) -> Iterator[TextRow]:
        for text in self.texts:
            if text.kind == kind:
                yield self._row(text, where(text))

    def _deleted(self, kind: str) -> Iterator[TextRow]:
        present = {text.key for text in self.texts}
        for key, defaults in TEXTS.items():
            if defaults.kind == kind and key not in present:
                yield TextRow(defaults.title, defaults.where, None)

    def _row(self, content, where: str) -> TextRow:
        changed_at = content.modified().asdatetime().astimezone(ENGLAND)
        return TextRow(
            title=content.title,
            where=where,
            url=content.absolute_url(),
            changed_at=moment(changed_at, api.portal.get_current_language()),
            changed_by=_last_editor(content),
        )


class ToTheList(BrowserView):
    """The folder of the texts leads to the list, which says more."""

    def __call__(self):
        portal_url = self.context.__parent__.absolute_url()
        self.request.response.redirect(f"{portal_url}/ehc-texts")
        return ""


class PutBack(BrowserView):
    """Makes the texts that were deleted anew, in their original words."""

    def __call__(self):
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        furnish_texts(self.context)
        api.portal.show_message(
            _("texts_put_back", default="The texts are there again."), self.request
        )
        url = f"{self.context.absolute_url()}/ehc-texts"
        self.request.response.redirect(url, status=303)
        return ""


def where(text) -> str:
    """Return where a text is read."""
    defaults = TEXTS.get(text.key)
    return STANDARD_PLACE if defaults is None else defaults.where


def _last_editor(content) -> str:
    """Return the name of whoever saved the latest version.

    Versions keep the name that people sign in with, which is not their user id.
    """
    history = api.portal.get_tool("portal_repository").getHistoryMetadata(content)
    if not history:
        return full_name(content.Creator())
    latest = history.retrieve(history.getLength(countPurged=False) - 1, False)
    login = latest["metadata"]["sys_metadata"]["principal"]
    user = api.user.get(username=login)
    return full_name(user.getId()) if user else login
