"""Fixtures that every room's tests share; ``factories`` makes what they hold."""

from clocks import stopped_clock
from datetime import date
from demo_layer import council_fixtures
from demo_layer import DEMO_SERVER
from demo_layer import during_test
from factories import council_of
from factories import make_family
from factories import make_person
from hypothesis import settings
from layers import CASE
from layers import FUNCTIONAL
from layers import INTEGRATION
from pytest_plone import fixtures_factory

import pytest


pytest_plugins = ["pytest_plone"]

globals().update(
    fixtures_factory(((INTEGRATION, "integration"), (FUNCTIONAL, "functional")))
)

# An example that takes long is no failure, and failures are kept by whoever sees them.
settings.register_profile("portal", deadline=None, database=None)
settings.load_profile("portal")

REQUEST_RECEIVED = date(2024, 9, 1)


@pytest.fixture
def clock():
    """Friday 4 October 2024, noon: the day after the guide's handover message."""
    with stopped_clock() as stopped:
        yield stopped


@pytest.fixture
def council(portal, clock):
    """A council's site with published pages and the portal ``ehc``."""
    return council_of(portal)


@pytest.fixture
def family(council, request):
    """The family Bread."""
    if "made_once" in request.fixturenames:
        return council.families[CASE.family_id]
    return make_family(council)


@pytest.fixture
def made_once():
    """Tells the layers that a test begins with the case of Tony Bread."""


@pytest.fixture
def case(made_once, family):
    """The open case of Tony Bread, with its eight stages and nothing else."""
    return family[CASE.case_id]


@pytest.fixture
def anita(portal):
    """Tony's mother. Nobody has given her access yet."""
    return make_person("anita")


@pytest.fixture
def tracy(portal):
    """An adult of another family."""
    return make_person("tracy")


@pytest.fixture
def robert(portal):
    """Robert Coombes, a coordinator."""
    return make_person("robert", groups=["ehc-coordinators"])


@pytest.fixture
def rob(portal):
    """Rob Test, a manager."""
    return make_person("rob", groups=["ehc-managers"])


demo_council, demo_host = council_fixtures("module")


@pytest.fixture
def demo_server(demo_host):
    """The council behind its web server, with commits of a test's own."""
    with during_test(DEMO_SERVER) as layer:
        yield layer
