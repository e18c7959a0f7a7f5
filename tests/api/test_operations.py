"""Every service of the API says what it takes and gives, for its description."""

from hcc.ehcportal.api.operations import Operation
from plone.rest import Service
from zope.component import getGlobalSiteManager

import inspect
import pytest


def registered():
    """Return the services of the package's API, by their module and name."""
    found = {}
    for each in getGlobalSiteManager().registeredAdapters():
        if inspect.isclass(each.factory) and issubclass(each.factory, Service):
            # ZCML makes a class of its own of each.
            written = each.factory.__mro__[1]
            if written.__module__.startswith("hcc.ehcportal.api."):
                found[f"{written.__module__}.{written.__name__}"] = each.factory
    return found


@pytest.mark.usefixtures("portal")
def test_each_has_an_operation():
    assert [
        name
        for name, service in registered().items()
        if not isinstance(getattr(service, "operation", None), Operation)
    ] == []
