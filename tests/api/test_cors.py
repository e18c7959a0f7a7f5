"""Pages of other sites read nothing, unless the council lets its own front end."""

from pathlib import Path
from plone.rest.interfaces import ICORSPolicy
from zope.component import getGlobalSiteManager
from zope.component.hooks import site as active_site
from zope.configuration import xmlconfig
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer

import pytest
import re


OURS = "https://children.example.gov.uk"

OTHERS = "https://elsewhere.example.com"

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def front_end(functional, portal):
    """The council's own front end is let in, as the documentation says."""
    (policy,) = re.findall(
        "<plone:CORSPolicy.*?/>", DOCS.read_text(encoding="utf-8"), re.S
    )
    # Without a site, as at the start of Zope.
    with active_site(None):
        xmlconfig.string(
            f'<configure xmlns:plone="http://namespaces.plone.org/plone">{policy}'
            "</configure>",
            context=functional["configurationContext"],
        )
    yield
    assert getGlobalSiteManager().unregisterAdapter(
        required=(Interface, IDefaultBrowserLayer), provided=ICORSPolicy
    )


def ask(app, address, origin, method="PATCH", headers="authorization, content-type"):
    """Ask as a browser does before a page of ``origin`` may call."""
    return app.call(
        "OPTIONS",
        address,
        headers={
            "Accept": "*/*",
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": headers,
        },
    )


def told(answer) -> dict[str, str]:
    """Return what an answer says to browsers about other sites."""
    prefix = "Access-Control-"
    return {
        name.removeprefix(prefix): value
        for name, value in answer.headers.items()
        if name.startswith(prefix)
    }


class TestByDefault:
    @pytest.mark.parametrize("address", ["", "@search", "ehc", "nothing-here"])
    def test_no_answer_lets_a_page_of_another_site_read_it(self, mother, address):
        assert told(mother.get(address, {"Origin": OTHERS})) == {}
        assert told(ask(mother, address, OTHERS)) == {}

    def test_nor_does_one_about_a_case(self, mother, nobody, admitted):
        for app in (mother, nobody):
            assert told(app.get(admitted, {"Origin": OTHERS})) == {}
            assert told(ask(app, admitted, OTHERS)) == {}


@pytest.mark.usefixtures("front_end")
class TestWithAFrontEnd:
    def test_its_pages_read_answers(self, mother, admitted):
        answer = mother.get(admitted, {"Origin": OURS})
        assert answer.status_int == 200
        assert told(answer)["Allow-Origin"] == OURS
        assert "Retry-After" in told(answer)["Expose-Headers"]

    def test_problems_too(self, nobody, mother, admitted):
        answers = [
            nobody.get(admitted, {"Origin": OURS}),
            mother.get("nothing-here", {"Origin": OURS}),
        ]
        assert [each.status_int for each in answers] == [401, 404]
        assert [told(each)["Allow-Origin"] for each in answers] == [OURS, OURS]

    def test_they_may_change_what_their_person_may(self, nobody, admitted):
        """A browser asks before, without the person's credentials."""
        answer = ask(nobody, admitted, OURS)
        assert answer.status_int == 200
        assert told(answer)["Allow-Origin"] == OURS
        assert told(answer)["Allow-Methods"] == "PATCH"

    def test_asking_does_not_tell_what_exists(self, nobody, admitted, portal):
        nowhere = f"{admitted.absolute_url()}0"
        answers = [
            ask(nobody, where, OURS, method)
            for where in (admitted, nowhere, "@nothing")
            for method in ("GET", "POST", "DELETE")
        ]
        assert {each.status_int for each in answers} == {200}
        assert {each.body for each in answers} == {b""}

    def test_asking_is_not_counted(self, nobody, admitted, monkeypatch):
        monkeypatch.setattr(
            "hcc.ehcportal.api.rates.counter.RateCounter.count",
            lambda *args: pytest.fail("counted"),
        )
        assert ask(nobody, admitted, OURS).status_int == 200

    def test_no_cookie_goes_along(self, mother, nobody, admitted):
        """A page signs its person in with a token, which no other page has."""
        answers = [
            mother.get(admitted, {"Origin": origin}) for origin in (OURS, OTHERS)
        ]
        answers += [ask(nobody, admitted, origin) for origin in (OURS, OTHERS)]
        assert not any("Allow-Credentials" in told(each) for each in answers)

    def test_pages_of_other_sites_read_nothing(self, mother, nobody, admitted):
        assert told(mother.get(admitted, {"Origin": OTHERS})) == {}
        assert told(ask(nobody, admitted, OTHERS)) == {}
        assert told(mother.get(admitted, {"Origin": "null"})) == {}
