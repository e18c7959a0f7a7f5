"""The words of one mail: what happened, what to do about it, and by when.

They are the editors' own. What is filled into them says nothing about a child: a mail
is read on other people's phones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.access.mail import public_url
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.texts.filling import words_of
from hcc.ehcportal.content.texts.notices import ENDING
from hcc.ehcportal.content.texts.notices import GREETING
from hcc.ehcportal.content.texts.notices import PREFIX
from html import escape
from plone import api
from zope.i18n import translate


@dataclass(frozen=True)
class News:
    """One thing that a mail tells of, in words; ``until`` is the last day to act."""

    kind: str
    reference: str
    stage: str
    until: date | None = None


@dataclass(frozen=True)
class Mail:
    """A mail as it is sent: its text, and the same in HTML."""

    subject: str
    text: str
    html: str


def mail_about(portal, news: Iterable[News]) -> Mail:
    """Return the mail that tells of all of it; what is told twice is counted."""
    counted = Counter(news)
    facts = _facts(portal, _together(counted))
    key = f"{PREFIX}{next(iter(counted)).kind}" if len(counted) == 1 else GREETING
    paragraphs = [
        *words_of(portal, GREETING).paragraphs(facts),
        *(part for item in counted.items() for part in _told(portal, *item)),
        *words_of(portal, ENDING).paragraphs(facts),
    ]
    subject = one_line(words_of(portal, key).filled(facts).subject)
    links = {facts["link"]: facts["link"]}
    if facts["help_address"]:
        links[facts["help_address"]] = f"mailto:{facts['help_address']}"
    return Mail(
        subject=subject,
        text="\n\n".join(paragraphs) + "\n",
        html=_html(subject, paragraphs, links),
    )


def _together(counted: Iterable[News]) -> News:
    """Return what several news say taken together: the places, and the first day."""
    days = [news.until for news in counted if news.until is not None]
    return News(
        kind="",
        reference=", ".join(dict.fromkeys(news.reference for news in counted)),
        stage=", ".join(dict.fromkeys(news.stage for news in counted)),
        until=min(days, default=None),
    )


def _told(portal, news: News, times: int) -> list[str]:
    words = words_of(portal, f"{PREFIX}{news.kind}")
    paragraphs = words.paragraphs(_facts(portal, news))
    if times > 1:
        several = _(
            "notice_several",
            default="There are ${count} of them.",
            mapping={"count": str(times)},
        )
        paragraphs.insert(1, translate(several, context=portal.REQUEST))
    return paragraphs


def _facts(portal, news: News) -> dict[str, str]:
    language = api.portal.get_default_language()
    facts = {
        "council": council_name(),
        "reference": news.reference,
        "stage": news.stage,
        "until": long_date(news.until, language) or "",
        "link": public_url(portal),
        "help_address": portal.support_email or "",
    }
    # A line break in one of them could end a header.
    return {name: one_line(fact) for name, fact in facts.items()}


def _html(subject: str, paragraphs: Iterable[str], links: dict[str, str]) -> str:
    body = "\n".join(f"<p>{_linked(part, links)}</p>" for part in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="{api.portal.get_default_language()}">\n'
        f'<head>\n<meta charset="utf-8">\n<title>{escape(subject)}</title>\n</head>\n'
        '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">\n'
        f"{body}\n</body>\n</html>\n"
    )


def _linked(text: str, links: dict[str, str]) -> str:
    html = escape(text).replace("\n", "<br>\n")
    for shown, address in links.items():
        link = f'<a href="{escape(address)}">{escape(shown)}</a>'
        html = html.replace(escape(shown), link)
    return html
