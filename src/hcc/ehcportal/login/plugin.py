"""The plugin at the door: it decides before every other what credentials are worth.

It stands first among the plugins that authenticate. Where somebody owes a second step
it empties the credentials, so that the plugins after it see none: whatever way a
password came, it lets nobody in. Passwords of all other accounts that the site keeps
are checked here too, so that tries are counted and no answer tells which names exist.
"""

from __future__ import annotations

from AccessControl.class_init import InitializeClass
from AccessControl.SecurityInfo import ClassSecurityInfo
from hcc.ehcportal.login.doorway import check_password
from hcc.ehcportal.login.passwords import PasswordKeeper
from hcc.ehcportal.login.rule import owes_second_step
from hcc.ehcportal.login.sessions import current_session
from hcc.ehcportal.login.sessions import end_session
from hcc.ehcportal.login.sessions import is_in_use
from hcc.ehcportal.login.sessions import is_live
from hcc.ehcportal.login.sessions import note_session
from hcc.ehcportal.login.sessions import ticket_in
from hcc.ehcportal.login.store import LoginStore
from hcc.ehcportal.login.tokens import claims_of
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.interface import implementer


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
        self.store = LoginStore()

    @security.private
    def authenticateCredentials(self, credentials: dict) -> tuple[str, str] | None:
        """Empty the credentials of whoever owes a step; check other passwords."""
        if credentials.get("source") == "plone.session":
            self._judge_cookie(credentials)
        elif "token" in credentials:
            self._judge_token(credentials)
        elif credentials.get("login") and credentials.get("password") is not None:
            return self._judge_password(credentials)
        return None

    @security.private
    def resetCredentials(self, request, response) -> None:
        """End the session of somebody who signs out."""
        session = current_session(request)
        if session is not None:
            end_session(session.user_id, session.session_id)

    def _judge_cookie(self, credentials: dict) -> None:
        ticket = ticket_in(credentials["cookie"])
        if ticket is None:
            credentials.clear()
        elif ticket.session_id is None:
            if owes_second_step(ticket.user_id):
                credentials.clear()
        elif is_in_use(ticket):
            note_session(self.REQUEST, ticket)
        else:
            credentials.clear()

    def _judge_token(self, credentials: dict) -> None:
        token = claims_of(credentials["token"])
        if token is None:
            credentials.clear()
        elif token.session_id is None:
            if owes_second_step(token.user_id):
                credentials.clear()
        elif not is_live(token.user_id, token.session_id):
            credentials.clear()

    def _judge_password(self, credentials: dict) -> tuple[str, str] | None:
        login, password = credentials["login"], credentials["password"]
        answer = check_password(login, password, self.REQUEST)
        if answer.is_final:
            credentials.clear()
        return answer.identity


InitializeClass(SecondStep)
