"""How the tests of this room look at pages."""

from bs4 import BeautifulSoup
from factories import give_access
from factories import sign_in
from plone import api
from plone.testing.zope import Browser

import pytest
import transaction


@pytest.fixture
def page_of(app, portal):
    """Return a function that renders a page for a person, as parsed HTML."""

    def render(content, name, person):
        with api.env.adopt_user(username=person):
            view = api.content.get_view(name, content, portal.REQUEST)
            return BeautifulSoup(view(), "html.parser")

    return render


@pytest.fixture
def anitas_case(case, anita, robert):
    """Tony's case, which Anita may see and Robert coordinates."""
    case.coordinator = robert
    with api.env.adopt_roles(["Manager"]):
        from zope.event import notify
        from zope.lifecycleevent import ObjectModifiedEvent

        notify(ObjectModifiedEvent(case))
    give_access(anita, case)
    return case


@pytest.fixture
def browser_of(functional):
    """Return a function that opens a browser in which a person is signed in."""

    def open_browser(person):
        transaction.commit()
        browser = Browser(functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", "text/html")
        return sign_in(browser, person)

    return open_browser
