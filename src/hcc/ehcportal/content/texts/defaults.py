"""What a text says until an editor changes it, and which words it can be filled with.

A text is filled with facts where it says ``${reference}`` and the like. Which facts
there are depends on its kind alone: a notice is read on other people's phones, so
nothing of a child can be filled into it.
"""

from __future__ import annotations

from dataclasses import dataclass


NOTICE = "notice"
MESSAGE = "message"
LETTER = "letter"

# What each kind of text can be filled with.
FACTS = {
    NOTICE: frozenset(
        {"council", "reference", "stage", "until", "link", "help_address"}
    ),
    MESSAGE: frozenset(
        {"council", "reference", "child", "stage", "coordinator", "help_address"}
    ),
    LETTER: frozenset({"council", "reference", "child", "coordinator", "help_address"}),
}


@dataclass(frozen=True)
class TextDefaults:
    """One text as the portal comes with it.

    ``key`` names it for our own code, ``where`` tells editors where it is read. Title,
    ``where``, subject and text are messages of the catalogue.
    """

    key: str
    kind: str
    title: str
    where: str
    text: str
    subject: str = ""
