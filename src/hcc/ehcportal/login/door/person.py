"""What is kept about the sign-ins of one person."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.login.door.secret import code_digest
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import is_same
from persistent import Persistent

import secrets


# Of what could grow, so many of the latest are kept.
CODES = 5
SESSIONS = 20
DEVICES = 10
HISTORY = 50


@dataclass(frozen=True)
class Code:
    """A code that was mailed, until it was used; times in seconds since 1970."""

    salt: bytes
    digest: bytes
    until: int
    # After this moment it is not even called "expired" any more.
    remembered_until: int
    used: bool = False

    def is_the(self, typed: str) -> bool:
        """Tell whether this is what was typed."""
        return is_same(self.digest, code_digest(self.salt, typed))


def with_code(
    codes: tuple[Code, ...], code: str, until: int, remembered_until: int, now: int
) -> tuple[Code, ...]:
    """Return some codes and one more, without those that are forgotten at ``now``."""
    salt = secrets.token_bytes(16)
    added = Code(salt, code_digest(salt, code), until, remembered_until)
    kept = [each for each in codes if each.remembered_until > now]
    return (*kept, added)[-CODES:]


@dataclass(frozen=True)
class Session:
    """One browser or app in which the person is signed in.

    ``mark`` stands for the password at the time; another password ends the session.
    """

    id: str
    started: int
    device: str
    mark: str


@dataclass(frozen=True)
class SignIn:
    """An entry of the history that the person can read."""

    moment: int
    device: str


@dataclass(frozen=True)
class Proposal:
    """The secret of an app that waits for its first code, until a moment."""

    secret: str
    until: int


class PersonRecord(Persistent):
    """The second step, the sessions and the history of one person.

    ``is_family`` puts an account under the rule of two steps for good. Everything else
    is a tuple that is replaced as a whole, so that a change is one write.
    """

    is_family = False
    # The authenticator app: its secret, the last time step that was used, and what is
    # kept of the recovery codes. ``app_proposed`` is a ``Proposal``.
    app_secret = None
    app_step = None
    app_proposed = None
    recovery = ()

    # Whether notices are mailed; letters that the law asks for always are.
    notices = True

    codes = ()
    sessions = ()
    devices = ()
    history = ()

    @property
    def has_app(self) -> bool:
        return self.app_secret is not None

    def add_code(self, code: str, until: int, remembered_until: int, now: int) -> None:
        """Keep what is needed to know a code that is mailed."""
        self.codes = with_code(self.codes, code, until, remembered_until, now)

    def open_session(self, session: Session, oldest: int) -> None:
        """Add a session; those begun before ``oldest`` have run out and are dropped."""
        kept = [each for each in self.sessions if each.started > oldest]
        self.sessions = (*kept, session)[-SESSIONS:]
        entry = SignIn(session.started, session.device)
        self.history = (*self.history, entry)[-HISTORY:]

    def begin_anew(self, session: Session) -> None:
        """End all sessions but for a new one, which is no new sign-in."""
        self.sessions = (session,)

    def session(self, session_id: str) -> Session | None:
        """Return the live session of an id that a browser sent."""
        wanted = digest(session_id)
        return next((each for each in self.sessions if each.id == wanted), None)

    def end_session(self, session_id: str) -> None:
        """End one session."""
        wanted = digest(session_id)
        self.sessions = tuple(each for each in self.sessions if each.id != wanted)

    def end_sessions(self, but: str | None = None) -> None:
        """End all sessions, but the one of an id."""
        kept = self.session(but) if but else None
        self.sessions = () if kept is None else (kept,)

    def knows_device(self, device_id: str) -> bool:
        """Tell whether the person signed in from the device of this id before."""
        return digest(device_id) in self.devices

    def remember_device(self, device_id: str) -> None:
        """Keep the id of a device from which the person signed in."""
        known = digest(device_id)
        kept = [each for each in self.devices if each != known]
        self.devices = (*kept, known)[-DEVICES:]
