"""The demonstration council for the tests of its room."""

from demo_layer import DEMO_FIXTURE
from demo_layer import DEMO_FUNCTIONAL
from demo_layer import DEMO_INTEGRATION
from demo_layer import during_test
from hcc.ehcportal.content.overview import overview_of
from plone import api

import pytest


@pytest.fixture
def demo_integration(demo_council):
    """The council in a transaction that is never committed."""
    with during_test(DEMO_INTEGRATION) as layer:
        yield layer


@pytest.fixture
def demo_functional(demo_council):
    """The council with commits of a test's own."""
    with during_test(DEMO_FUNCTIONAL) as layer:
        yield layer


@pytest.fixture
def site(demo_integration):
    """The council's site."""
    return demo_integration["portal"]


@pytest.fixture
def accounts(site):
    """What is written down of the accounts, by key."""
    return DEMO_FIXTURE.accounts


@pytest.fixture
def cases(site):
    """Every case of the council, by the child's name."""
    return {
        case.title: case
        for family in site["ehc"]["families"].objectValues()
        for case in family.objectValues()
    }


@pytest.fixture
def user_id(accounts):
    """Return the user id of the person with this key."""
    return lambda key: _user(accounts[key]).getId()


@pytest.fixture
def seen_by(cases, user_id):
    """Return a child's case as the person with this key is to see it."""
    return lambda key, child: overview_of(cases[child], user_id(key))


@pytest.fixture
def may_view(cases, accounts):
    """Tell which children's cases the person with this key may view."""

    def children(key):
        with api.env.adopt_user(user=_user(accounts[key])):
            return {
                child
                for child, case in cases.items()
                if api.user.has_permission("View", obj=case)
            }

    return children


def _user(account):
    tool = api.portal.get_tool("acl_users")
    found = tool.searchUsers(login=account["login"], exact_match=True)
    return api.user.get(userid=found[0]["userid"])
