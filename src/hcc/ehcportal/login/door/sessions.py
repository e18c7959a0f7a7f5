"""Sessions: what a browser's cookie or an app's token is worth.

Plone's own session cookie and plone.restapi's own token are used, each signed as its
own plugin does it. Ours is the id in them of a session that is kept on the server, so
that it can be ended there: by the person, by another password, after half an hour
without activity. To whoever owes a second step a cookie or token without a live session
is worth nothing, so no other way to come by one leads in.
"""

from __future__ import annotations

from binascii import a2b_base64
from binascii import Error as NotBase64
from dataclasses import dataclass
from hcc.ehcportal.access.apart import apart
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.lapsed import ILapsedSession
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.device import device_of
from hcc.ehcportal.login.door.person import Session
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.settings import login_setting
from plone import api
from plone.session.tktauth import createTicket
from zope.annotation.interfaces import IAnnotations
from zope.interface import provider


# However busy, nobody stays signed in longer than a working day.
LONGEST = 12 * 60 * 60
# A cookie is renewed when it is this old, and not with every picture of a page.
_RENEWED_AFTER = 60

# No cookie is too old at this moment.
_AT_ANY_TIME = 0

_CURRENT = "hcc.ehcportal.session"


@dataclass(frozen=True)
class Ticket:
    """What a genuine session cookie says; without ``session_id`` it is not ours."""

    user_id: str
    session_id: str | None
    renewed: int


def open_session(account: Account, request) -> str:
    """Open a session in the browser or app that sent ``request``; return its id."""
    session_id = new_secret()
    session = _new_session(session_id, account, request)
    oldest = session.started - LONGEST
    the_store().record(account.user_id).open_session(session, oldest)
    return session_id


def begin_anew(account: Account, request) -> None:
    """End every session of a person, and put a new one in the place of this one.

    Where the request came without a session, none is opened.
    """
    person = the_store().record(account.user_id)
    person.end_sessions()
    if current_session(request) is not None:
        session_id = new_secret()
        person.begin_anew(_new_session(session_id, account, request))
        give_cookie(request, account.user_id, session_id)


def live_sessions(account: Account) -> list[Session]:
    """Return the sessions of a person that were neither ended nor ran for too long.

    Some may have ended without activity: only their cookies know.
    """
    return [
        each
        for each in the_store().known(account.user_id).sessions
        if _is_valid(each, account)
    ]


def is_live(user_id: str, session_id: str) -> bool:
    """Tell whether a person's session is neither ended nor run out."""
    session = the_store().known(user_id).session(session_id)
    account = account_of(user_id)
    return session is not None and account is not None and _is_valid(session, account)


def end_session(user_id: str, session_id: str) -> None:
    """End one session.

    Signing out is done by an address that is only read, so it is written apart.
    """
    store = the_store()
    if store.known(user_id).session(session_id) is not None:
        apart(store.record(user_id), lambda record: record.end_session(session_id))


def end_sessions(user_id: str, but: str | None = None) -> None:
    """End all sessions and tokens of a person, but for the session of an id."""
    the_store().record(user_id).end_sessions(but)


def give_cookie(request, user_id: str, session_id: str) -> None:
    """Give the browser the cookie of a session, in place of any it had."""
    plugin = _plugin()
    plugin._setCookie(cookie_for(user_id, session_id), request.response)
    if is_encrypted(request):
        request.response.cookies[session_cookie_name()]["secure"] = True


def cookie_for(user_id: str, session_id: str) -> bytes:
    """Return what the cookie of a session says, signed and dated.

    Dated twice: ``acl_users/session/refresh`` of Plone puts another date to a cookie
    however long nobody did anything, but leaves our own as it is.
    """
    plugin, now = _plugin(), seconds()
    return createTicket(
        secret=plugin._getSigningSecret(user_id),
        userid=user_id,
        tokens=(session_id,),
        user_data=str(now),
        timestamp=now,
        mod_auth_tkt=plugin.getProperty("mod_auth_tkt"),
    )


def ticket_in(cookie: bytes, now: int | None = None) -> Ticket | None:
    """Return what a cookie says, or None where it is forged, spoilt or too old."""
    data = _plugin()._validateTicket(cookie, now)
    if data is None:
        return None
    _, user_id, tokens, renewed, _ = data
    if not tokens:
        return Ticket(user_id, None, 0)
    return Ticket(user_id, tokens[0], int(renewed) if renewed.isdigit() else 0)


def is_in_use(ticket: Ticket) -> bool:
    """Tell whether the session of a cookie is live, and was used lately."""
    idle = login_setting("idle_minutes") * 60
    return seconds() < ticket.renewed + idle and is_live(
        ticket.user_id, ticket.session_id
    )


def note_session(request, ticket: Ticket) -> None:
    """Remember, until the request ends, with which session it came.

    Of two the first counts, as it does for the user folder.
    """
    IAnnotations(request).setdefault(_CURRENT, ticket)


def current_session(request) -> Ticket | None:
    """Return the session that a request came with, or None."""
    return IAnnotations(request).get(_CURRENT)


def seconds_left(request) -> int:
    """Return for how long the browser stays signed in if it asks for nothing more.

    Nothing is left where the request came without a session.
    """
    ticket = current_session(request)
    if ticket is None:
        return 0
    session = the_store().known(ticket.user_id).session(ticket.session_id)
    if session is None:
        return 0
    now = seconds()
    renewed = now if _is_to_be_renewed(ticket) else ticket.renewed
    idle_until = renewed + login_setting("idle_minutes") * 60
    return max(0, min(idle_until, session.started + LONGEST) - now)


def renew_cookie(request) -> None:
    """Give the browser a new cookie where it was shown a page in a live session."""
    ticket = current_session(request)
    if ticket is None or not _is_to_be_renewed(ticket):
        return
    # The page may have been "sign out", or have given a cookie of its own.
    if session_cookie_name() not in request.response.cookies and is_live(
        ticket.user_id, ticket.session_id
    ):
        give_cookie(request, ticket.user_id, ticket.session_id)


def take_cookie_away(request) -> None:
    """Take the cookie of a session away from the browser."""
    request.response.expireCookie(_plugin().getProperty("cookie_name"), path="/")


def has_stale_cookie(request) -> bool:
    """Tell whether a request brought a cookie of ours that has run out."""
    ticket = ticket_in(_cookie_in(request))
    return ticket is not None and bool(ticket.session_id) and not is_in_use(ticket)


@provider(ILapsedSession)
def lapsed_person(request) -> str | None:
    """Return whose session a request came with that ran out within the last 12 hours.

    One that was ended, by the person or by another password, is nobody's.
    """
    ticket = ticket_in(_cookie_in(request), now=_AT_ANY_TIME)
    if ticket is None or not ticket.session_id or is_in_use(ticket):
        return None
    session = the_store().known(ticket.user_id).session(ticket.session_id)
    account = account_of(ticket.user_id)
    has_lapsed = (
        session is not None
        and account is not None
        and session.mark == account.mark
        and seconds() < ticket.renewed + LONGEST
    )
    return ticket.user_id if has_lapsed else None


def _cookie_in(request) -> bytes:
    try:
        return a2b_base64(request.cookies.get(session_cookie_name()))
    except (NotBase64, TypeError, ValueError):
        return b""


def session_cookie_name() -> str:
    """Return the name of the cookie, which is Plone's own."""
    return _plugin().getProperty("cookie_name")


def is_encrypted(request) -> bool:
    """Tell whether the browser came over https, as far as Zope was told."""
    return request.get("SERVER_URL", "").startswith("https:")


def _new_session(session_id: str, account: Account, request) -> Session:
    return Session(digest(session_id), seconds(), device_of(request), account.mark)


def _is_valid(session: Session, account: Account) -> bool:
    return session.mark == account.mark and seconds() < session.started + LONGEST


def _is_to_be_renewed(ticket: Ticket) -> bool:
    return seconds() - ticket.renewed >= _RENEWED_AFTER


def _plugin():
    return api.portal.get().acl_users.session
