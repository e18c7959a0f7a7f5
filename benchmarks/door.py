"""The door of a site without the plugin that asks for a second step."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from hcc.ehcportal.login.door.store import PLUGIN
from hcc.ehcportal.login.steps.idle import IdleNotice
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluginRegistry.PluginRegistry import PluginRegistry


def without_plugin(measure: Callable[[], float]) -> float:
    """Measure with the plugin taken out of those that authenticate.

    Taking it out in the database would make the next page load it all again.
    """
    listed = PluginRegistry._getPlugins

    def others(registry, interface):
        found = listed(registry, interface)
        if interface is not IAuthenticationPlugin:
            return found
        return tuple(name for name in found if name != PLUGIN)

    PluginRegistry._getPlugins = others
    try:
        return measure()
    finally:
        PluginRegistry._getPlugins = listed


@contextmanager
def without_notice() -> Iterator[None]:
    """Leave the notice about signing out off every page.

    It shows to whoever the plugin knows a session of, so it would be a part of the
    difference that the plugin makes.
    """
    methods = {name: getattr(IdleNotice, name) for name in ("update", "render")}
    for name in methods:
        setattr(IdleNotice, name, lambda viewlet: "")
    try:
        yield
    finally:
        for name, method in methods.items():
            setattr(IdleNotice, name, method)
