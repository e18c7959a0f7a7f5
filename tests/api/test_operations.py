"""Every service of the API says what it takes and gives, for its description."""

from hcc.ehcportal.api.openapi.registered import registered_services
from hcc.ehcportal.api.operations import Operation

import pytest


# What takes the place of a service of plone.restapi's, and gives less than it did or
# refuses more. How files are sent is described elsewhere (test_uploading.py).
PLONES_OWN = {"BeginDocument", "BreadcrumbsGet", "GetVocabulary"}


@pytest.mark.usefixtures("portal")
def test_each_has_an_operation():
    # ZCML makes a class of its own of each.
    written = {each.service.__mro__[1] for each in registered_services()}
    ours = {
        each for each in written if each.__module__.startswith("hcc.ehcportal.api.")
    }
    assert {
        each.__name__
        for each in ours
        if not isinstance(getattr(each, "operation", None), Operation)
    } == PLONES_OWN
