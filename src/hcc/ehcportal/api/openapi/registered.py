"""Finds the services that are registered, as ZCML has left them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hcc.ehcportal.api.operations import JSON
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone.rest.interfaces import IService
from zope.component import getGlobalSiteManager
from zope.interface import implementedBy
from zope.interface.interface import InterfaceClass

import inspect


# What plone.rest puts before the name of a service that answers with JSON.
_JSON = f"_{JSON.replace('/', '_')}_"


@dataclass(frozen=True)
class Registered:
    """A service: ``method`` and ``name`` call it on content that is a ``context``."""

    method: str
    name: str
    context: InterfaceClass
    service: type


def registered_services() -> Iterator[Registered]:
    """Yield the services for sites with the portal that answer with JSON."""
    for each in _adapters(getGlobalSiteManager()):
        method, found, name = each.name.partition(_JSON)
        if found and len(each.required) == 2 and _is_ours(each):
            yield Registered(method, name, each.required[0], each.factory)


def _adapters(components) -> Iterator:
    yield from components.registeredAdapters()
    for base in components.__bases__:
        yield from _adapters(base)


def _is_ours(adapter) -> bool:
    return (
        adapter.required[1] is IEHCPortalLayer
        and inspect.isclass(adapter.factory)
        and IService in implementedBy(adapter.factory)
    )
