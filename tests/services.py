"""The services of the package's API, as they are registered."""

from plone.rest import Service
from zope.component import getGlobalSiteManager

import inspect


def registered():
    """Return the classes of the services, by the module and name of what they are of.

    ZCML makes a class of its own for each registration.
    """
    found = {}
    for components in _registries(getGlobalSiteManager()):
        for each in components.registeredAdapters():
            if inspect.isclass(each.factory) and issubclass(each.factory, Service):
                written = each.factory.__mro__[1]
                if written.__module__.startswith("hcc.ehcportal.api."):
                    name = f"{written.__module__}.{written.__name__}"
                    found[name] = each.factory
    return found


def _registries(components):
    """Yield a registry and those that it is built upon: each layer of tests has one."""
    yield components
    for base in components.__bases__:
        yield from _registries(base)
