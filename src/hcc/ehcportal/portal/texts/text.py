"""One text as an editor works on it, and its way back to the original words."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.defaults import STAGE_GUIDES
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.defaults import FACTS
from hcc.ehcportal.content.texts.filling import default_words
from hcc.ehcportal.content.vocabularies import TEXT_KINDS
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.portal.texts.listing import where
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zExceptions import BadRequest
from zope.event import notify
from zope.interface import Interface
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


class TextPage(BrowserView):
    """The words as they were written, where they are read, what can be filled in."""

    @property
    def where(self) -> str:
        return where(self.context)

    @property
    def kind(self) -> str:
        return title_of(TEXT_KINDS, self.context.kind)

    @property
    def facts(self) -> list[str]:
        """The places for facts, as they are typed."""
        return [f"${{{fact}}}" for fact in sorted(FACTS[self.context.kind])]

    @property
    def list_url(self) -> str:
        return f"{self.context.__parent__.__parent__.absolute_url()}/ehc-texts"

    @property
    def may_edit(self) -> bool:
        return api.user.has_permission("Modify portal content", obj=self.context)

    @property
    def has_original(self) -> bool:
        """Whether the portal came with this text."""
        return self.context.key in TEXTS


class Reset(BrowserView):
    """Puts the original words in the place of what an editor wrote.

    Nothing is lost by it: what stood there is a version before.
    """

    def __call__(self):
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        self.put_original_words()
        # The cases need not be found anew: no deadline is changed.
        notify(ObjectModifiedEvent(self.context, Attributes(Interface, "text")))
        api.portal.show_message(
            _(
                "text_was_reset",
                default="The original words are back. What stood there before is "
                "among the versions.",
            ),
            self.request,
        )
        self.request.response.redirect(self.context.absolute_url(), status=303)
        return ""

    def put_original_words(self) -> None:
        raise NotImplementedError


class ResetText(Reset):
    """The original words of a mail, a message or a letter."""

    def put_original_words(self) -> None:
        if self.context.key not in TEXTS:
            raise BadRequest
        words = default_words(TEXTS[self.context.key], self.request)
        self.context.subject, self.context.text = words.subject, words.text


class ResetGuide(Reset):
    """The original title and text of a stage; its deadline and links stay."""

    def put_original_words(self) -> None:
        for guide in STAGE_GUIDES:
            if guide.key == self.context.key:
                self.context.title, self.context.text = guide.words(self.request)
                return
        raise BadRequest
