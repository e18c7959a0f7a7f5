"""Names and addresses that people type, made safe for mails and pages.

What is refused is refused with a sentence for whoever typed it. No letter is forbidden
in a name: only what nobody types, line breaks first of all, which would let a header of
one's own into a mail.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.plaintext import unix_lines
from hcc.ehcportal.content.validation import ValueRefused
from Products.CMFPlone.RegistrationTool import checkEmailAddress
from Products.CMFPlone.RegistrationTool import EmailAddressInvalid

import unicodedata


LONGEST_NAME = 120
LONGEST_ADDRESS = 254
LONGEST_TEXT = 5000

# Controls, lone surrogates, private and unassigned characters, line and paragraph ends.
_UNTYPED = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
# They turn the direction of what follows, and so can make a text read as another.
_TURNING = frozenset(
    map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def clean_name(typed: str) -> str:
    """Return a name without spaces around it, in one spelling of its letters.

    Raises ``ValueRefused`` for one that is empty, too long or cannot have been typed.
    """
    return _clean(
        typed,
        LONGEST_NAME,
        _(
            "error_name",
            default="Enter a name of at most 120 letters, on one line and without "
            "special characters.",
        ),
    )


def clean_reference(typed: str | None) -> str:
    """Return the reference of a case as typed, or nothing. Raises ``ValueRefused``."""
    if not typed or not typed.strip():
        return ""
    return _clean(
        typed,
        60,
        _(
            "error_reference",
            default="Enter the reference as it stands in a letter, or leave it empty.",
        ),
    )


def clean_text(typed: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text of several lines, or nothing. Raises ``ValueRefused``."""
    text = unicodedata.normalize("NFC", unix_lines(typed)).strip()
    letters = text if len(text) <= longest else ""
    if len(letters) < len(text) or any(
        _is_untyped(letter) for letter in letters if letter not in "\n\t"
    ):
        raise ValueRefused(
            _(
                "error_text",
                default="Write at most ${number} letters, without special characters.",
                mapping={"number": str(longest)},
            )
        )
    return text


def clean_address(typed: str) -> str:
    """Return an e-mail address in small letters. Raises ``ValueRefused``.

    Only ASCII: in other alphabets stand letters that look like those of another's
    address.
    """
    address = typed.strip()
    if not _is_address(address):
        raise ValueRefused(
            _(
                "error_address",
                default="Enter an e-mail address such as name@example.org, without "
                "spaces or accents.",
            )
        )
    return address.lower()


def is_name(typed: str) -> bool:
    """Check a name as the constraint of a field."""
    return bool(clean_name(typed))


def is_address(typed: str) -> bool:
    """Check an address as the constraint of a field."""
    return bool(clean_address(typed))


def _clean(typed: str, longest: int, sentence: str) -> str:
    # Megabytes are not worth looking at.
    text = unicodedata.normalize("NFC", typed).strip() if len(typed) < 1000 else ""
    if not text or len(text) > longest or any(_is_untyped(letter) for letter in text):
        raise ValueRefused(sentence)
    return text


def _is_untyped(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in _UNTYPED


def _is_address(address: str) -> bool:
    if len(address) > LONGEST_ADDRESS or not address.isascii():
        return False
    # Plone's own check lets quoted local parts have anything in them.
    if any(not letter.isprintable() or letter in ' "' for letter in address):
        return False
    try:
        checkEmailAddress(address)
    except EmailAddressInvalid:
        return False
    return True
