"""All texts that a new portal has."""

from __future__ import annotations

from hcc.ehcportal.content.texts import letters
from hcc.ehcportal.content.texts import messages
from hcc.ehcportal.content.texts import notices
from hcc.ehcportal.content.texts.defaults import TextDefaults


TEXTS: dict[str, TextDefaults] = {
    text.key: text for text in (*notices.TEXTS, *messages.TEXTS, *letters.TEXTS)
}
