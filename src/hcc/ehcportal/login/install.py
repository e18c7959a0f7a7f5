"""The plugin comes into a site's user folder, and goes."""

from __future__ import annotations

from hcc.ehcportal.access.directory import everybody
from hcc.ehcportal.login.door.keeper import activate
from hcc.ehcportal.login.door.keeper import deactivate
from hcc.ehcportal.login.door.plugin import SecondStep
from hcc.ehcportal.login.door.rule import put_under_rule
from hcc.ehcportal.login.door.store import PLUGIN
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin


def install_plugin() -> None:
    """Put the plugin first among those that authenticate; again does no harm."""
    folder = api.portal.get().acl_users
    if PLUGIN not in folder:
        folder._setObject(PLUGIN, SecondStep(PLUGIN, "Two-step sign-in"))
        for interface in (IAuthenticationPlugin, ICredentialsResetPlugin):
            folder.plugins.activatePlugin(interface, PLUGIN)
        activate(folder, PLUGIN)
    # Before the session is forgotten, it is looked up.
    for interface in (IAuthenticationPlugin, ICredentialsResetPlugin):
        folder.plugins.movePluginsTop(interface, [PLUGIN])
    for user_id in everybody():
        put_under_rule(user_id)


def uninstall_plugin() -> None:
    """Take the plugin away, with all that it keeps."""
    folder = api.portal.get().acl_users
    if PLUGIN in folder:
        deactivate(folder, PLUGIN)
        folder._delObject(PLUGIN)
