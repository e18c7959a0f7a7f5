"""The plugin at the door: it decides before every other what credentials are worth.

It stands first among the plugins that authenticate. Where somebody owes a second step
it empties the credentials, so that the plugins after it see none: whatever way a
password came, it lets nobody in. Passwords of all other accounts that the site keeps
are checked here too, so that tries are counted and no answer tells which names exist.
"""

from __future__ import annotations

from AccessControl.class_init import InitializeClass
from AccessControl.SecurityInfo import ClassSecurityInfo
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.doorway import check_password
from hcc.ehcportal.login.door.keeper import PasswordKeeper
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.door.sessions import current_session
from hcc.ehcportal.login.door.sessions import end_session
from hcc.ehcportal.login.door.sessions import is_in_use
from hcc.ehcportal.login.door.sessions import is_live
from hcc.ehcportal.login.door.sessions import note_session
from hcc.ehcportal.login.door.sessions import session_cookie_name
from hcc.ehcportal.login.door.sessions import Ticket
from hcc.ehcportal.login.door.sessions import ticket_in
from hcc.ehcportal.login.door.store import LoginStore
from hcc.ehcportal.login.door.tokens import claims_of
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


# What credentials carry one of; each is judged in its own way.
_KINDS = ("cookie", "token", "password")

_ANSWERED = "hcc.ehcportal.cookie"


@implementer(IAuthenticationPlugin, ICredentialsResetPlugin)
class SecondStep(PasswordKeeper, BasePlugin):
    """Lets nobody in by a password who owes a second step."""

    meta_type = "EHC second step"
    security = ClassSecurityInfo()

    # The user folder swallows the errors of a plugin and asks the next one. An error
    # here must not open the door.
    _dont_swallow_my_exceptions = True

    def __init__(self, plugin_id: str, title: str = ""):
        self._setId(plugin_id)
        self.title = title
        # With another name it could be walked into by its address.
        self._store = LoginStore()

    @security.private
    def authenticateCredentials(self, credentials: dict) -> tuple[str, str] | None:
        """Empty the credentials of whoever owes a step; check other passwords."""
        try:
            return self._judge(credentials)
        except Exception:
            # Some of Plone's ways in ask the next plugin all the same.
            credentials.clear()
            raise

    @security.private
    def resetCredentials(self, request, response) -> None:
        """End the session of somebody who signs out."""
        session = current_session(request)
        if session is not None:
            who = session.user_id
            end_session(who, session.session_id)
            record("signed_out", who=who, about=who, apart=True)

    def _judge(self, credentials: dict) -> tuple[str, str] | None:
        kinds = [kind for kind in _KINDS if credentials.get(kind) is not None]
        # A JSON body can hold all kinds, a good one before one that lets nobody in.
        if len(kinds) > 1 or not _are_plain(credentials):
            credentials.clear()
        elif "cookie" in kinds:
            return self._judge_cookie(credentials)
        elif "token" in kinds:
            self._judge_token(credentials)
        elif "password" in kinds:
            return self._judge_password(credentials)
        return None

    def _judge_cookie(self, credentials: dict) -> tuple[str, str] | None:
        cookie, notes = credentials["cookie"], IAnnotations(self.REQUEST)
        # The door to a family asks before Zope does, with the same cookie.
        asked, identity = notes.get(_ANSWERED, (None, None))
        if asked != cookie:
            identity = self._judge_ticket(credentials, ticket_in(cookie))
        if identity is not None:
            notes[_ANSWERED] = cookie, identity
            credentials.clear()
        return identity

    def _judge_ticket(
        self, credentials: dict, ticket: Ticket | None
    ) -> tuple[str, str] | None:
        # From an address it would sign somebody in as whoever made the address.
        if ticket is None or session_cookie_name() in self.REQUEST.form:
            credentials.clear()
        elif ticket.session_id is None:
            if owes_second_step(ticket.user_id):
                credentials.clear()
        elif is_in_use(ticket):
            note_session(self.REQUEST, ticket)
            return ticket.user_id, account_of(ticket.user_id).login
        else:
            credentials.clear()
        return None

    def _judge_token(self, credentials: dict) -> None:
        token = claims_of(credentials["token"])
        if token is None:
            credentials.clear()
        elif token.session_id is None:
            if owes_second_step(token.user_id):
                credentials.clear()
        elif is_live(token.user_id, token.session_id):
            # To be ended by signing out. An app asks for the next token itself.
            ticket = Ticket(token.user_id, token.session_id, renewed=seconds())
            note_session(self.REQUEST, ticket)
        else:
            credentials.clear()

    def _judge_password(self, credentials: dict) -> tuple[str, str] | None:
        login, password = credentials.get("login"), credentials["password"]
        # What is sent to the API's way in is judged there, with the second step.
        if not login or _is_for_api(credentials, self.REQUEST):
            credentials.clear()
            return None
        answer = check_password(login, password, self.REQUEST)
        if answer.is_final:
            credentials.clear()
        return answer.identity


InitializeClass(SecondStep)


def _are_plain(credentials: dict) -> bool:
    """Tell whether they are of the types that forms and headers have.

    A JSON body and a form's ``:list`` make others. The login is always there, and None
    with cookies and tokens.
    """
    texts = (credentials.get(name) for name in ("login", "password", "token"))
    cookie = credentials.get("cookie")
    return isinstance(cookie, bytes | None) and all(
        isinstance(text, str | None) for text in texts
    )


def _is_for_api(credentials: dict, request) -> bool:
    """Tell whether they came in the JSON that is sent to the API's own way in."""
    is_json = credentials.get("extractor") == "jwt_auth"
    return is_json and request["PATH_INFO"].rstrip("/").endswith("/@login")
