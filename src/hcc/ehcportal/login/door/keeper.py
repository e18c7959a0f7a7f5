"""The part of the plugin through which every password of the site is kept strongly."""

from __future__ import annotations

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from AuthEncoding import AuthEncoding
from hcc.ehcportal.login.door.hashing import strong_hash
from hcc.ehcportal.login.door.passwords import problem_with
from Products.PlonePAS.interfaces.capabilities import IDeleteCapability
from Products.PlonePAS.interfaces.capabilities import IPasswordSetCapability
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService.events import CredentialsUpdated
from Products.PluggableAuthService.interfaces.plugins import IUserAdderPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


# Plone's own plugins: the accounts, and a rule that knows a length and nothing else.
_ACCOUNTS = "source_users"
_PLONES_RULE = "password_policy"


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


def _turn_on(acl_users, interface, plugin_id: str) -> None:
    is_there = plugin_id in acl_users.objectIds()
    if is_there and not _is_on(acl_users, interface, plugin_id):
        acl_users.plugins.activatePlugin(interface, plugin_id)


def _turn_off(acl_users, interface, plugin_id: str) -> None:
    if _is_on(acl_users, interface, plugin_id):
        acl_users.plugins.deactivatePlugin(interface, plugin_id)


def _is_on(acl_users, interface, plugin_id: str) -> bool:
    return plugin_id in acl_users.plugins.listPluginIds(interface)
