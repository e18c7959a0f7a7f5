"""What a text says, filled with the facts of the user guide's case."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.texts.defaults import NOTICE
from hcc.ehcportal.content.texts.filling import Words
from hcc.ehcportal.content.texts.notices import PREFIX
from hcc.ehcportal.notify.notices import DOCUMENT
from hcc.ehcportal.notify.notices import KINDS
from hcc.ehcportal.notify.notices import MESSAGE
from hcc.ehcportal.notify.words import Mail
from hcc.ehcportal.notify.words import mail_about
from hcc.ehcportal.notify.words import News
from hcc.ehcportal.office.page import OfficePage


# The case of the user guide, which is nobody's.
_REFERENCE = "6427917"
_CHILD = "Tony Bread"
_COORDINATOR = "Robert Coombes"
_LAST_DAY = date(2024, 10, 13)


class TextPreview(OfficePage):
    """Shows a mail as it would be sent, and other texts filled in."""

    @property
    def is_mail(self) -> bool:
        return self.context.kind == NOTICE

    @cached_property
    def mail(self) -> Mail:
        """The mail that the text is part of; greeting and ending need two news."""
        kind = (self.context.key or "").removeprefix(PREFIX)
        kinds = [kind] if kind in KINDS else [DOCUMENT, MESSAGE]
        return mail_about(self._portal, [self._news(kind) for kind in kinds])

    @cached_property
    def words(self) -> Words:
        """What another text says."""
        words = Words(self.context.subject or "", self.context.text or "")
        return words.filled(
            {
                "council": council_name(),
                "reference": _REFERENCE,
                "child": _CHILD,
                "stage": self._stage,
                "coordinator": _COORDINATOR,
                "help_address": self._portal.support_email or "",
            }
        )

    @property
    def html(self) -> str:
        """The HTML of the mail without its frame; every word in it is escaped."""
        _head, _body, rest = self.mail.html.partition("<body")
        return rest.partition(">")[2].partition("</body>")[0]

    @property
    def _portal(self):
        return portal_of(self.context)

    @property
    def _stage(self) -> str:
        guides = guides_in(self._portal)
        return next((guide.title for guide in guides), "")

    def _news(self, kind: str) -> News:
        return News(kind, _REFERENCE, self._stage, _LAST_DAY)
