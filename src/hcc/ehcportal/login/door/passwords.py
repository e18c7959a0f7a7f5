"""Passwords: which are good enough, what is kept of them, and how they are compared.

What is kept is a bcrypt hash with the name of its scheme before it, in Plone's own
``source_users``, which reads it like every hash that stands there already. A password
is taken as it was typed: other ways of signing in do not normalise Unicode, so neither
does anything here.
"""

from __future__ import annotations

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from AuthEncoding import AuthEncoding
from collections.abc import Iterable
from hcc.ehcportal import _
from Products.PlonePAS.interfaces.capabilities import IDeleteCapability
from Products.PlonePAS.interfaces.capabilities import IPasswordSetCapability
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService.events import CredentialsUpdated
from Products.PluggableAuthService.interfaces.plugins import IUserAdderPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin
from threading import Lock
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer
from zxcvbn import zxcvbn

import base64
import bcrypt
import hashlib
import hmac
import re
import unicodedata


# How many characters a password has. No hash is made of a longer one.
MINIMUM = 8
MAXIMUM = 256

# The cost of a hash doubles with each round. Tests turn it down.
ROUNDS = 12

# bcrypt reads no more bytes than these, and its library refuses to be given more.
_BCRYPT_BYTES = 72

# The scheme for passwords that bcrypt alone cannot take. Only they get it: a server
# without this package cannot read it, while it can read plain bcrypt.
_LONG = "BCRYPT-SHA256"

# The counter of tries leaves a guesser 350 000 a year: so many last 28 years. It takes
# ten times what zxcvbn calls somewhat guessable to refuse seasons with a year.
_FEWEST_GUESSES = 10**7

# Longer beginnings take zxcvbn seconds, and good ones do not get worse by what follows.
_JUDGED = 40

# Plone's own plugins: the accounts, and a rule that knows a length and nothing else.
_ACCOUNTS = "source_users"
_PLONES_RULE = "password_policy"

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


def strong_hash(password: str) -> bytes:
    """Return what is kept of a password, by the strongest scheme that Zope has.

    Raises ``ValueError`` for more than ``MAXIMUM`` characters and for text that has no
    bytes.
    """
    if len(password) > MAXIMUM:
        raise ValueError(f"A password has {MAXIMUM} characters at most.")
    typed = password.encode()
    name = "BCRYPT" if len(typed) <= _BCRYPT_BYTES else _LONG
    return f"{{{name}}}".encode() + _slowly(typed)


def matches(stored: bytes | str | None, password: str) -> bool:
    """Tell whether this is the password that a hash was made of.

    It takes as long without an account (None) and with a hash of an older scheme as
    with one of ours. Above ``MAXIMUM`` characters it is False at once, for everybody.
    """
    if len(password) > MAXIMUM:
        return False
    # What has no bytes is no password, and must not end in an error.
    typed = password.encode(errors="replace")
    if stored is None or is_outdated(stored) or _is_beyond(stored, typed):
        _slowly(typed)
    return stored is not None and _is_made_of(_as_bytes(stored), typed)


def is_outdated(stored: bytes | str) -> bool:
    """Tell whether a hash is weaker than a new one would be."""
    ours = re.match(rb"\{BCRYPT(-SHA256)?\}\$2[aby]\$(\d\d)\$", _as_bytes(stored))
    return ours is None or int(ours[2]) < ROUNDS


def activate(acl_users, plugin_id: str) -> None:
    """Let a ``PasswordKeeper`` of a site see every password that is set there."""
    plugins = acl_users.plugins
    for interface in (IUserAdderPlugin, IUserManagement, IValidationPlugin):
        _turn_on(acl_users, interface, plugin_id)
    # The first adder that succeeds is the last one asked.
    plugins.movePluginsTop(IUserAdderPlugin, [plugin_id])
    # All managers are asked to change a password: Plone's would put its own hash in
    # place of ours.
    _turn_off(acl_users, IUserManagement, _ACCOUNTS)
    # Two sentences about the same length would be one too many.
    _turn_off(acl_users, IValidationPlugin, _PLONES_RULE)


def deactivate(acl_users, plugin_id: str) -> None:
    """Leave passwords to Plone again, with its own rule for them."""
    for interface in (IUserAdderPlugin, IUserManagement, IValidationPlugin):
        _turn_off(acl_users, interface, plugin_id)
    _turn_on(acl_users, IUserManagement, _ACCOUNTS)
    _turn_on(acl_users, IValidationPlugin, _PLONES_RULE)


@implementer(
    IUserManagement, IDeleteCapability, IPasswordSetCapability, IValidationPlugin
)
class PasswordKeeper:
    """What a PAS plugin does so that every password of a site is kept as a strong hash.

    It manages the accounts of ``source_users`` in its place: they stay there, and it
    does all but the hashing.
    """

    security = ClassSecurityInfo()

    @security.private
    def doAddUser(self, login: str, password: str) -> bool:
        """See ``IUserAdderPlugin``. A hash, as imports have it, is kept as it is."""
        if not AuthEncoding.is_encrypted(password):
            password = strong_hash(password)
        return self._accounts().doAddUser(login, password)

    @security.private
    def doChangeUser(self, user_id: str, password: str, **kw) -> None:
        """See ``IUserManagement``. Raises ``RuntimeError`` for another's account."""
        if not self.allowPasswordSet(user_id):
            raise RuntimeError(f"User does not exist: {user_id}")
        self._accounts().updateUserPassword(user_id, strong_hash(password))
        user = self._getPAS().getUserById(user_id)
        notify(CredentialsUpdated(user, password))

    @security.private
    def doDeleteUser(self, user_id: str) -> None:
        """See ``IUserManagement``. Raises ``KeyError`` for another's account."""
        self._accounts().doDeleteUser(user_id)

    @security.private
    def allowDeletePrincipal(self, principal_id: str) -> bool:
        """See ``IDeleteCapability``."""
        return bool(self._accounts().allowDeletePrincipal(principal_id))

    @security.private
    def allowPasswordSet(self, principal_id: str) -> bool:
        """See ``IPasswordSetCapability``."""
        return bool(self._accounts().allowPasswordSet(principal_id))

    @security.private
    def validateUserInfo(self, user, set_id, set_info) -> list[dict[str, str]]:
        """See ``IValidationPlugin``. Plone wants the sentences translated."""
        facts = dict(set_info or {})
        password = facts.pop("password", None)
        about = [fact for fact in facts.values() if isinstance(fact, str)]
        if password is None or not (problem := problem_with(password, about)):
            return []
        return [{"id": "password", "error": translate(problem, context=getRequest())}]

    def _accounts(self):
        return self._getPAS()._getOb(_ACCOUNTS)


InitializeClass(PasswordKeeper)


class _LongPasswords:
    """The scheme ``BCRYPT-SHA256`` of AuthEncoding."""

    def encrypt(self, password: bytes | str) -> bytes:
        return _slowly(_shortened(_as_bytes(password)))

    def validate(self, reference: bytes, attempt: bytes | str) -> bool:
        try:
            return bcrypt.checkpw(_shortened(_as_bytes(attempt)), reference)
        except ValueError:  # not a hash
            return False


# Registered twice, a scheme breaks the list of them.
if _LONG not in AuthEncoding.listSchemes():
    AuthEncoding.registerScheme(_LONG, _LongPasswords())


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


def _slowly(typed: bytes) -> bytes:
    fitting = typed if len(typed) <= _BCRYPT_BYTES else _shortened(typed)
    return bcrypt.hashpw(fitting, bcrypt.gensalt(ROUNDS))


def _shortened(typed: bytes) -> bytes:
    """Return 44 bytes that stand for all of a password.

    The name of the scheme goes in, so that nobody's list of plain SHA-256 hashes fits,
    and they are text, since not every bcrypt reads on behind a zero byte.
    """
    return base64.b64encode(hmac.digest(_LONG.encode(), typed, "sha256"))


def _is_beyond(stored: bytes | str, typed: bytes) -> bool:
    """Tell whether bcrypt would refuse in no time, without comparing."""
    return len(typed) > _BCRYPT_BYTES and _as_bytes(stored).startswith(b"{BCRYPT}")


def _is_made_of(stored: bytes, typed: bytes) -> bool:
    if not AuthEncoding.is_encrypted(stored):
        # What Zope kept before there were schemes; it accepts it to this day.
        naive = hashlib.sha1(typed, usedforsecurity=False).hexdigest()
        return hmac.compare_digest(stored, naive.encode())
    try:
        return bool(AuthEncoding.pw_validate(stored, typed))
    except ValueError:  # crypt takes no zero byte
        return False


def _as_bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _turn_on(acl_users, interface, plugin_id: str) -> None:
    is_there = plugin_id in acl_users.objectIds()
    if is_there and not _is_on(acl_users, interface, plugin_id):
        acl_users.plugins.activatePlugin(interface, plugin_id)


def _turn_off(acl_users, interface, plugin_id: str) -> None:
    if _is_on(acl_users, interface, plugin_id):
        acl_users.plugins.deactivatePlugin(interface, plugin_id)


def _is_on(acl_users, interface, plugin_id: str) -> bool:
    return plugin_id in acl_users.plugins.listPluginIds(interface)
