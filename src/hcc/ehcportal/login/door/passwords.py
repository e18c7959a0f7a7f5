"""Which passwords are good enough.

A password is taken as it was typed: other ways of signing in do not normalise Unicode,
so neither does anything here.
"""

from __future__ import annotations

from AuthEncoding import AuthEncoding
from collections.abc import Iterable
from hcc.ehcportal import _
from hcc.ehcportal.login.door.hashing import MAXIMUM
from threading import Lock
from zope.i18nmessageid import Message
from zxcvbn import zxcvbn

import re
import unicodedata


# How many characters a password has at least.
MINIMUM = 8

# The counter of tries leaves a guesser 350 000 a year: so many last 28 years. It takes
# ten times what zxcvbn calls somewhat guessable to refuse seasons with a year.
_FEWEST_GUESSES = 10**7

# Longer beginnings take zxcvbn seconds, and good ones do not get worse by what follows.
_JUDGED = 40

_COMMON = _(
    "password_common",
    default="This password is too common, or like one that is. Use three words that "
    "have nothing to do with each other.",
)
_EASILY_GUESSED = _(
    "password_easily_guessed",
    default="This password is easily guessed. Use three words that have nothing to do "
    "with each other.",
)
_KEYBOARD = _(
    "password_keyboard",
    default="Keys that lie beside each other are easily guessed. Use three words that "
    "have nothing to do with each other.",
)
_REPEAT = _(
    "password_repeat",
    default="The same characters again and again are easily guessed. Add words that "
    "have nothing to do with each other.",
)
_SEQUENCE = _(
    "password_sequence",
    default="Characters in their order, such as abc or 6543, are easily guessed. Use "
    "three words that have nothing to do with each other.",
)
_DATE = _(
    "password_date",
    default="Dates and years are easily guessed. Use three words that have nothing to "
    "do with each other.",
)
_NAME = _(
    "password_name",
    default="Names are easily guessed. Add words that have nothing to do with each "
    "other.",
)
_WORD = _(
    "password_word",
    default="A single word is easily guessed. Add two more that have nothing to do "
    "with it.",
)

# What zxcvbn has against a password, in its words and in ours.
_WARNINGS = {
    "": _EASILY_GUESSED,
    "Straight rows of keys are easy to guess.": _KEYBOARD,
    "Short keyboard patterns are easy to guess.": _KEYBOARD,
    'Repeats like "aaa" are easy to guess.': _REPEAT,
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _REPEAT,
    'Sequences like "abc" or "6543" are easy to guess.': _SEQUENCE,
    "Recent years are easy to guess.": _DATE,
    "Dates are often easy to guess.": _DATE,
    "This is a top-10 common password.": _COMMON,
    "This is a top-100 common password.": _COMMON,
    "This is a very common password.": _COMMON,
    "This is similar to a commonly used password.": _COMMON,
    "A word by itself is easy to guess.": _WORD,
    "Names and surnames by themselves are easy to guess.": _NAME,
    "Common names and surnames are easy to guess.": _NAME,
}

# zxcvbn keeps the words about a person in a table that all threads share.
_one_person_at_a_time = Lock()


def problem_with(password: str, about: Iterable[str] = ()) -> Message | None:
    """Say why a new password is refused and how to put it right, or return None.

    ``about`` is what others know of the person: names and e-mail addresses.
    """
    if len(password) < MINIMUM:
        return _(
            "password_too_short",
            default="Use at least ${minimum} characters.",
            mapping={"minimum": MINIMUM},
        )
    if len(password) > MAXIMUM:
        return _(
            "password_too_long",
            default="Use no more than ${maximum} characters.",
            mapping={"maximum": MAXIMUM},
        )
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in password):
        return _(
            "password_unreadable",
            default="This password has a character that cannot be typed, such as a "
            "line break. Type it rather than paste it.",
        )
    if AuthEncoding.is_encrypted(password):
        # Zope would keep it as it is and take it for the hash of another password.
        return _(
            "password_scheme",
            default="Begin your password with something else than a word in braces.",
        )
    return _guessed(password, about)


def _guessed(password: str, about: Iterable[str]) -> Message | None:
    with _one_person_at_a_time:
        found = zxcvbn(password[:_JUDGED], user_inputs=_words(about))
    if found["guesses"] >= _FEWEST_GUESSES:
        return None
    if any(part.get("dictionary_name") == "user_inputs" for part in found["sequence"]):
        return _(
            "password_of_person",
            default="Your name and e-mail address are easily guessed. Use three words "
            "that have nothing to do with you.",
        )
    return _WARNINGS.get(found["feedback"]["warning"], _EASILY_GUESSED)


def _words(about: Iterable[str]) -> list[str]:
    """Return what is known of a person, whole and in words of three letters or more."""
    return [*about, *(word for fact in about for word in re.findall(r"\w{3,}", fact))]
